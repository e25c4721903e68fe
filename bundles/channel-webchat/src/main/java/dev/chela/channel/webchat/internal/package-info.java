/**
 * The identity of the web page among the channels, so that it has a name, a state and a place in lists. The conversation itself
 * runs over the gateway's socket: nothing is received or delivered here.
 */
@Header(name = "Chela-Grants", value = "none")
@NullMarked
package dev.chela.channel.webchat.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
