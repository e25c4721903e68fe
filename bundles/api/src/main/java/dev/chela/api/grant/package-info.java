/**
 * The powers that a tool may be granted. Each is scoped to one call's session and policy.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.grant;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
