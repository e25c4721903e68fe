package dev.chela.gateway.internal.config;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.PrivateFiles;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.GatewayConfig.Bind;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is in force: the file, the overrides, and the generated token put together.
 *
 * @param host the address to listen on
 * @param secret the shared secret; empty when {@code mode} is NONE
 * @param webPages the path below which web pages are served; none when they are switched off
 */
public record Settings(
        String host, int port, AuthMode mode, Secret secret, RateLimit rateLimit, List<String> allowedOrigins, Optional<String> webPages) {
    private static final int TOKEN_BYTES = 32;

    /** @throws Permanent when the values must not be put in force together */
    public static Settings resolve(GatewayConfig config, Overrides overrides) {
        String host = host(overrides.bind().orElse(config.bind()), config.customBindHost());
        AuthMode mode = config.auth().mode();
        if (mode == AuthMode.NONE && !loopback(host)) {
            throw new Permanent("gateway.auth.mode is \"none\" and gateway.bind opens the port to the network (" + host
                    + "): set gateway.auth.token, or bind to loopback");
        }
        return new Settings(
                host,
                overrides.port().orElse(config.port()),
                mode,
                secret(config.auth(), overrides),
                config.auth().rateLimit(),
                config.controlUi().allowedOrigins(),
                config.controlUi().enabled() ? Optional.of(config.controlUi().basePath()) : Optional.empty());
    }

    /** Whether a new listener is needed to go from the other settings to these. */
    public boolean sameAddress(Settings other) {
        return host.equals(other.host) && port == other.port;
    }

    public boolean sameAuth(Settings other) {
        return mode == other.mode && secret.equals(other.secret);
    }

    private static String host(Bind bind, String custom) {
        return switch (bind) {
            case AUTO, LOOPBACK -> "127.0.0.1";
            case LAN -> "0.0.0.0";
            case CUSTOM -> custom.strip();
        };
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Permanent("gateway.customBindHost \"" + host + "\" is no address of this machine", e);
        }
    }

    private static Secret secret(GatewayConfig.Auth auth, Overrides overrides) {
        return switch (auth.mode()) {
            case NONE -> new Secret("");
            case PASSWORD -> auth.password();
            case TOKEN -> overrides.token().map(Secret::new).orElseGet(
                    () -> auth.token() != null ? auth.token() : generated(overrides.home()));
        };
    }

    private static Secret generated(Path home) {
        Path file = home.resolve("credentials").resolve("gateway-token");
        return new Secret(PrivateFiles.read(file).map(String::strip).filter(t -> !t.isEmpty()).orElseGet(() -> {
            byte[] bytes = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(bytes);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            PrivateFiles.write(file, token + "\n");
            return token;
        }));
    }
}
