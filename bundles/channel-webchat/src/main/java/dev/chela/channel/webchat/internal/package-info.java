/**
 * The identity of the web page among the channels, so that it has a name, a state and a place in lists. The conversation itself
 * runs over the gateway's socket: nothing is received or delivered here.
 */
@NullMarked
package dev.chela.channel.webchat.internal;

import org.jspecify.annotations.NullMarked;
