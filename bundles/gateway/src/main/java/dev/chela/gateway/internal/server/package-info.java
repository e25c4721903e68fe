/** The listener: Jetty, and when its port opens and closes. */
@NullMarked
package dev.chela.gateway.internal.server;

import org.jspecify.annotations.NullMarked;
