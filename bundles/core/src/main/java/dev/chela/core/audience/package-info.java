/**
 * Layer 3. The audience: plugins that listen to what runs do ({@code api.event}). Each has a mailbox and a thread of its own, so that
 * none holds up a run or another listener. Uses guest and event; changes nothing.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.audience;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
