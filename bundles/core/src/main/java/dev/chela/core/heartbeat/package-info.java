/**
 * Layer 7. Agents look after things from time to time, by the list in their {@code HEARTBEAT.md}: when, with what, at what cost, and who
 * hears of it. The turn is only asked for here ({@code Intake}); what is to be sent is only handed to {@code Post}.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.heartbeat;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
