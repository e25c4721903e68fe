/**
 * Layer 7. Conversations that set each other to work, or speak to each other: who may, how many, and how what comes of it is told. Each
 * such message is an input like any other; how a turn is made is none of its business.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.subagent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
