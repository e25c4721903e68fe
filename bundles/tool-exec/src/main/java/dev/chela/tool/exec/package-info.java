/**
 * The tools {@code exec} and {@code process}. Children live in the host, so that they survive a swap of this bundle; nothing here
 * keeps state.
 */
@Header(name = "Chela-Grants", value = "exec")
@Requirement(namespace = "chela.grant", filter = "(power=processes)")
@NullMarked
package dev.chela.tool.exec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
