/**
 * The methods {@code chat.*} and {@code agent*}: talking to an agent over the socket.
 */
@NullMarked
package dev.chela.rpc.chat;

import org.jspecify.annotations.NullMarked;
