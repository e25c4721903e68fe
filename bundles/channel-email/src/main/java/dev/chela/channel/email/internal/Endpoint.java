package dev.chela.channel.email.internal;

import java.util.List;

/**
 * A server, and how it is spoken to.
 *
 * @param fingerprint SHA-256 of the one certificate that is trusted, in lower-case hex without colons; empty for those that Java trusts
 */
record Endpoint(String host, int port, Security security, String fingerprint) {
    /** {@code TLS} from the first byte, {@code STARTTLS} before anything secret is said, {@code NONE} for this machine alone. */
    enum Security { TLS, STARTTLS, NONE }

    boolean loopback() {
        return List.of("127.0.0.1", "::1", "localhost").contains(host);
    }

    String address() {
        return host + ":" + port;
    }
}
