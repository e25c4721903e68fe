package dev.chela.cli.target;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's address and the secret to show it, if there is one.
 *
 * @param fingerprint SHA-256 of the only certificate that is accepted, in hexadecimal digits with colons; null where whoever an
 *     authority vouches for is
 * @param deviceKey where this command line keeps the key by which a gateway elsewhere knows it; null for one at this machine
 */
public record Target(URI url, @Nullable Secret secret, @Nullable String fingerprint, @Nullable Path deviceKey) {
    /** What proves who we are; where it came from is told to people, the value never. */
    public record Secret(Kind kind, String value, String source) {
        @Override
        public String toString() {
            return kind + " from " + source;
        }
    }

    /** The field of {@code connect} that a secret belongs in. */
    public enum Kind {
        TOKEN("token"),
        PASSWORD("password");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public boolean isLoopback() {
        return isLoopback(url);
    }

    static boolean isLoopback(URI url) {
        String host = url.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
