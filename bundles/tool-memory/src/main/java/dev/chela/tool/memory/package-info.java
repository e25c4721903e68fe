/**
 * The tools {@code memory_search}, {@code sessions_search} and {@code memory_get}. Files and index are the host's, scoped to the agent of the call; nothing here
 * keeps state.
 */
@Header(name = "Chela-Grants", value = "none")
@Requirement(namespace = "chela.grant", filter = "(power=memory)")
@NullMarked
package dev.chela.tool.memory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
