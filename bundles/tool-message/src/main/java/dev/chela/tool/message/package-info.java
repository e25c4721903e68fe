/**
 * The tool {@code message}. Whom a name means, what may be sent where, and that it is sent once, is the host's; nothing here keeps state.
 */
@Header(name = "Chela-Grants", value = "channels")
@Requirement(namespace = "chela.grant", filter = "(power=messages)")
@NullMarked
package dev.chela.tool.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
