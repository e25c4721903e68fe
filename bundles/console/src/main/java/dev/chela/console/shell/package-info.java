/** A connection becomes a session of Karaf's shell. */
@NullMarked
package dev.chela.console.shell;

import org.jspecify.annotations.NullMarked;
