/** The socket: who may connect, the frames, and what flows both ways. Knows nothing of Karaf. */
@NullMarked
package dev.chela.console.socket;

import org.jspecify.annotations.NullMarked;
