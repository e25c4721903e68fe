/**
 * Layer 7. When something is due, and that it happens once: jobs, what is known of them, and the log of their runs. An agent's turn is
 * only asked for here ({@code Intake}); what is to be sent is only handed to {@code Post}.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.schedule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
