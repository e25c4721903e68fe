/** People who write over chat networks, and what is certain about it when the gateway is killed or a channel is replaced. */
@NullMarked
package dev.chela.itests.channels;

import org.jspecify.annotations.NullMarked;
