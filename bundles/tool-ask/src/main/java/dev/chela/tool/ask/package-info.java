/**
 * The tool {@code ask_user}. Questions live in the host, so that they survive a restart and a swap of this bundle; nothing here keeps
 * state.
 */
@Header(name = "Chela-Grants", value = "none")
@Requirement(namespace = "chela.grant", filter = "(power=questions)")
@NullMarked
package dev.chela.tool.ask;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
