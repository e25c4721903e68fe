package dev.chela.gateway.internal.auth;

import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides whether what a client shows opens the door. The shared secret is accepted in either field, whatever the mode. */
public final class Authenticator {
    private final Clock clock;
    private final Tickets tickets;
    private final WebTokens webTokens;
    private final LoginLimiter limiter;

    public Authenticator(Clock clock, Tickets tickets, WebTokens webTokens) {
        this.clock = clock;
        this.tickets = tickets;
        this.webTokens = webTokens;
        this.limiter = new LoginLimiter(clock);
    }

    /** What a client sent; empty where it sent nothing. */
    public record Shown(String token, String password, String bootstrapToken, String deviceToken) {
        /** What a device signs. */
        String signed() {
            return !token.isEmpty() ? token : !deviceToken.isEmpty() ? deviceToken : bootstrapToken;
        }

        boolean nothing() {
            return token.isEmpty() && password.isEmpty() && bootstrapToken.isEmpty() && deviceToken.isEmpty();
        }
    }

    /** What opened the door. */
    public enum Admitted {
        NONE, TOKEN, PASSWORD, DEVICE_TOKEN, BOOTSTRAP_TOKEN, TRUSTED_PROXY;

        /** As the greeting's {@code auth.method} says it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A lasting login for a page without a device of its own. */
    public String pageToken() {
        return webTokens.create(clock.now());
    }

    /**
     * @param device whether a token is the showing device's own
     * @throws Refused when it does not
     */
    public Admitted admit(Shown shown, Peer peer, Settings settings, Predicate<String> device) {
        if (settings.mode() == AuthMode.NONE) {
            return Admitted.NONE;
        }
        if (settings.mode() == AuthMode.TRUSTED_PROXY) {
            if (peer.voucher().counts()) {
                return Admitted.TRUSTED_PROXY;
            }
            if (!peer.local()) {
                throw Refused.notVouchedFor(peer.voucher().refusal());
            }
        }
        if (shown.nothing()) {
            throw missing(settings.mode());
        }
        Duration wait = limiter.locked(peer, settings.rateLimit());
        if (!wait.isZero()) {
            throw Refused.locked(wait.toMillis());
        }
        Optional<Admitted> admitted = known(shown, settings, device);
        if (admitted.isEmpty()) {
            limiter.failed(peer, settings.rateLimit());
            throw wrong(shown, settings.mode());
        }
        limiter.succeeded(peer);
        return admitted.get();
    }

    private Optional<Admitted> known(Shown shown, Settings settings, Predicate<String> device) {
        Predicate<String> secret = given -> !given.isEmpty() && Hashes.same(given, settings.secret().reveal());
        if (secret.test(shown.token()) || secret.test(shown.password())) {
            return Optional.of(settings.mode() == AuthMode.TOKEN ? Admitted.TOKEN : Admitted.PASSWORD);
        }
        if (!shown.bootstrapToken().isEmpty() && tickets.redeem(shown.bootstrapToken())) {
            return Optional.of(Admitted.BOOTSTRAP_TOKEN);
        }
        if (!shown.deviceToken().isEmpty() && (device.test(shown.deviceToken()) || webTokens.accepts(shown.deviceToken()))) {
            return Optional.of(Admitted.DEVICE_TOKEN);
        }
        return Optional.empty();
    }

    private static Refused missing(AuthMode mode) {
        if (mode == AuthMode.TRUSTED_PROXY) {
            return Refused.unauthorized("who comes without the proxy has to show gateway.auth.password as auth.password",
                    "AUTH_PASSWORD_MISSING", "trusted_proxy_loopback_source", "update_auth_configuration");
        }
        return mode == AuthMode.PASSWORD
                ? Refused.unauthorized("gateway password missing (send it as auth.password)",
                        "AUTH_PASSWORD_MISSING", "password_missing", "update_auth_configuration")
                : Refused.unauthorized("gateway token missing (send it as auth.token, or open the link that the gateway prints)",
                        "AUTH_TOKEN_MISSING", "token_missing", "update_auth_configuration");
    }

    private static Refused wrong(Shown shown, AuthMode mode) {
        if (shown.token().isEmpty() && shown.password().isEmpty()) {
            return shown.deviceToken().isEmpty()
                    ? Refused.unauthorized("the login link was used already or is too old (print a new one)",
                            "AUTH_BOOTSTRAP_TOKEN_INVALID", "bootstrap_token_invalid", "update_auth_credentials")
                    : Refused.unauthorized("device token mismatch (log in again with a new link)",
                            "AUTH_DEVICE_TOKEN_MISMATCH", "device_token_mismatch", "update_auth_credentials");
        }
        return mode != AuthMode.TOKEN
                ? Refused.unauthorized("gateway password mismatch (compare with gateway.auth.password)",
                        "AUTH_PASSWORD_MISMATCH", "password_mismatch", "update_auth_credentials")
                : Refused.unauthorized("gateway token mismatch (compare with gateway.auth.token or credentials/gateway-token)",
                        "AUTH_TOKEN_MISMATCH", "token_mismatch", "update_auth_credentials");
    }
}
