/**
 * IRC: one connection for each account, over TLS unless said otherwise. What is written while nobody is connected is gone (the network
 * keeps nothing), so each connection that broke is told of; what is sent counts as sent when the server answered something asked after it.
 */
@Header(name = "Chela-Grants", value = "network,secrets;names=\"password\"")
@NullMarked
package dev.chela.channel.irc.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
