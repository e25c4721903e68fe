/**
 * What a hook implements: somebody who looks at what passes through the house, and may change or stop it.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
