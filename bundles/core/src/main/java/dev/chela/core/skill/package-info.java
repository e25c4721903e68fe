/**
 * Layer 4. Skills: which an agent has, whether this machine has what they need, and what a model is told of them. Finding and reading
 * them is the work of {@code bundles/skills-loader}; without it there are none.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.skill;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
