/**
 * Layer 4. Hooks: plugins that look at what passes through the house, and may change or stop it. Finds them, asks them in their order,
 * each within a deadline, and goes on without those that fail. Uses guest; what passes is the business of the room that asks here.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
