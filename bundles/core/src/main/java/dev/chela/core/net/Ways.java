package dev.chela.core.net;

import dev.chela.api.net.Http;
import java.net.InetSocketAddress;

/** The ways out of the house besides the straight one. */
public interface Ways {
    /**
     * Everything goes by way of this HTTP proxy, also WebSockets (RFC 9110, 9.3.6), and it finds the addresses of where they lead. What {@link Http#outside}
     * gives goes straight: an address is judged there, and none that a proxy finds can be.
     *
     * @param proxy may be unresolved: then its address is asked for with each connection
     */
    Http through(InetSocketAddress proxy);
}
