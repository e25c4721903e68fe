package dev.chela.gateway.internal.auth;

import java.net.InetAddress;

/**
 * Where a request comes from.
 *
 * @param address of the person, as the proxy tells it when there is one
 * @param proxied by way of a proxy, which is one that the owner trusts
 * @param origin the {@code Origin} header; empty for what is no browser
 * @param host the {@code Host} header
 * @param voucher what the proxy says of the person
 */
public record Peer(InetAddress address, boolean proxied, String origin, String host, Voucher voucher) {
    /** On this machine, and not by way of a proxy. */
    public boolean local() {
        return address.isLoopbackAddress() && !proxied;
    }

    public String ip() {
        return address.getHostAddress();
    }

    /**
     * A proxy's word on who somebody is.
     *
     * @param user empty when it does not count
     * @param refusal why it does not: OpenClaw's word for it, such as {@code trusted_proxy_user_missing}
     */
    public record Voucher(String user, String refusal) {
        static Voucher of(String user) {
            return new Voucher(user, "");
        }

        static Voucher refused(String why) {
            return new Voucher("", why);
        }

        public boolean counts() {
            return refusal.isEmpty();
        }
    }
}
