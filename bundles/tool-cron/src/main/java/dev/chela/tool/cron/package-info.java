/**
 * The tool {@code cron}. Jobs live in the host, so that they survive a restart and a swap of this bundle; nothing here keeps state.
 */
@Header(name = "Chela-Grants", value = "none")
@Requirement(namespace = "chela.grant", filter = "(power=jobs)")
@NullMarked
package dev.chela.tool.cron;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
