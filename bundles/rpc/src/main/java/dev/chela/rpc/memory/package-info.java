/**
 * {@code memory.*} and {@code doctor.memory.*}: what an agent's memory holds, for the people it belongs to. Asks core's memory room only,
 * and writes no memory file.
 */
@NullMarked
package dev.chela.rpc.memory;

import org.jspecify.annotations.NullMarked;
