/**
 * The method {@code send}: what leaves over a channel without answering anything.
 */
@NullMarked
package dev.chela.rpc.channel;

import org.jspecify.annotations.NullMarked;
