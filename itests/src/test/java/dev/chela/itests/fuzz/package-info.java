/** Frames as clients send them, spoilt in ways that a seed chooses. Nothing here knows a socket: {@code FuzzIT} sends them. */
@NullMarked
package dev.chela.itests.fuzz;

import org.jspecify.annotations.NullMarked;
