package dev.chela.gateway.internal.auth;

import java.net.InetAddress;

/**
 * Where a request comes from.
 *
 * @param forwarded whether it carries a proxy's headers, so that its address says nothing about the person
 * @param origin the {@code Origin} header; empty for what is no browser
 * @param host the {@code Host} header
 */
public record Peer(InetAddress address, boolean forwarded, String origin, String host) {
    /** On this machine, and not by way of a proxy. */
    public boolean local() {
        return address.isLoopbackAddress() && !forwarded;
    }

    public String ip() {
        return address.getHostAddress();
    }
}
