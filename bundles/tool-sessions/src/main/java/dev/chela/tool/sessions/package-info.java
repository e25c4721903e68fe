/**
 * The tools with which conversations set each other to work and speak to each other: {@code sessions_spawn}, {@code sessions_yield},
 * {@code subagents}, {@code agents_list}, {@code sessions_list}, {@code sessions_history}, {@code sessions_send} and {@code session_status}.
 * What they do is the host's, so that it survives a restart and a swap of this bundle; nothing here keeps state.
 */
@Header(name = "Chela-Grants", value = "sessions")
@Requirement(namespace = "chela.grant", filter = "(power=subagents)")
@Requirement(namespace = "chela.grant", filter = "(power=conversations)")
@NullMarked
package dev.chela.tool.sessions;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
