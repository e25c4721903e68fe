package dev.chela.gateway.internal.http;

import dev.chela.api.http.Route.Access;
import dev.chela.gateway.internal.auth.Authenticator;
import dev.chela.gateway.internal.auth.OriginPolicy;
import dev.chela.gateway.internal.auth.Peer;
import dev.chela.gateway.internal.auth.Refused;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.Settings;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets requests with the gateway's secret through: {@code Authorization: Bearer} with the token, the password or a page's login. What
 * pages show is shown to paired devices as well.
 */
public final class Doorman {
    private static final String BEARER = "bearer ";

    private final Authenticator authenticator;
    private final Supplier<Settings> settings;
    private final Predicate<String> readers;

    /** @param readers whether a token is that of a device that may read */
    public Doorman(Authenticator authenticator, Supplier<Settings> settings, Predicate<String> readers) {
        this.authenticator = authenticator;
        this.settings = settings;
        this.readers = readers;
    }

    /** Empty when the request may pass. */
    Optional<Refusal> check(Access access, String authorization, Peer peer) {
        Settings now = settings.get();
        // Without a secret only the browser's own word tells a foreign page from the owner.
        boolean foreign = now.mode() == AuthMode.NONE && !OriginPolicy.privateHost(peer.host());
        if (foreign || !OriginPolicy.allows(peer, now.allowedOrigins())) {
            return Optional.of(new Refusal(403, "Origin not allowed", "forbidden", 0));
        }
        String secret = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip() : "";
        try {
            authenticator.admit(new Authenticator.Shown(secret, "", "", secret), peer, now, access == Access.READER ? readers : nobody -> false);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.retryAfterMs() > 0
                    ? new Refusal(429, "Too many failed attempts", "rate_limited", (refused.retryAfterMs() + 999) / 1000)
                    : new Refusal(401, "Unauthorized", "unauthorized", 0));
        }
    }

    /** @param retryAfter seconds; 0 for none */
    record Refusal(int status, String message, String type, long retryAfter) {}
}
