package dev.chela.gateway.internal.config;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.PrivateFiles;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.GatewayConfig.Bind;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import dev.chela.gateway.internal.config.GatewayConfig.TrustedProxy;
import dev.chela.gateway.internal.tls.PemFiles;
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
 * @param secret the shared secret; empty when {@code mode} is NONE. In the mode TRUSTED_PROXY only a tool at this machine may show it,
 *     and it may be empty
 * @param proxies whose word on where a request comes from is believed
 * @param webPages the path below which web pages are served; none when they are switched off
 * @param tls the certificate to show; none for plain HTTP
 */
public record Settings(
        String host, int port, AuthMode mode, Secret secret, RateLimit rateLimit, List<String> allowedOrigins, Proxies proxies,
        Optional<String> webPages, Optional<PemFiles> tls) {
    private static final int TOKEN_BYTES = 32;

    /**
     * @param realIp whether {@code X-Real-IP} is read where {@code X-Forwarded-For} is missing
     * @param users whom they may vouch for; empty when they may for nobody
     */
    public record Proxies(List<Network> networks, boolean realIp, Optional<TrustedProxy> users) {
        public boolean trusted(InetAddress address) {
            return networks.stream().anyMatch(network -> network.contains(address));
        }
    }

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
                proxies(config),
                config.controlUi().enabled() ? Optional.of(config.controlUi().basePath()) : Optional.empty(),
                tls(config.tls(), overrides.home()));
    }

    /** Whether a new listener is needed to go from the other settings to these. */
    public boolean sameAddress(Settings other) {
        return host.equals(other.host) && port == other.port && tls.equals(other.tls);
    }

    public boolean sameAuth(Settings other) {
        return mode == other.mode && secret.equals(other.secret) && (mode != AuthMode.TRUSTED_PROXY || proxies.equals(other.proxies));
    }

    private static Optional<PemFiles> tls(GatewayConfig.Tls tls, Path home) {
        if (!tls.enabled()) {
            return Optional.empty();
        }
        Path own = home.resolve("credentials");
        return Optional.of(tls.certPath().isEmpty()
                ? new PemFiles(own.resolve("gateway-cert.pem"), own.resolve("gateway-key.pem"), Optional.empty(), true)
                : new PemFiles(home.resolve(tls.certPath()), home.resolve(tls.keyPath()),
                        tls.caPath().isEmpty() ? Optional.empty() : Optional.of(home.resolve(tls.caPath())), false));
    }

    private static Proxies proxies(GatewayConfig config) {
        Optional<TrustedProxy> users = Optional.ofNullable(config.auth().trustedProxy())
                .filter(known -> config.auth().mode() == AuthMode.TRUSTED_PROXY);
        return new Proxies(config.trustedProxies().stream().map(Network::of).toList(), config.allowRealIpFallback(), users);
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
            case TRUSTED_PROXY -> auth.password() == null ? new Secret("") : auth.password();
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
