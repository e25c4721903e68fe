package dev.chela.gateway.internal.config;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code gateway}. Absent values take OpenClaw's defaults. */
public record GatewayConfig(
        @Nullable Mode mode,
        @Nullable @Range(min = 0, max = 65535) Integer port,
        @Nullable Bind bind,
        @Nullable String customBindHost,
        @Nullable Auth auth,
        @Nullable ControlUi controlUi,
        @Nullable List<String> trustedProxies,
        @Nullable Boolean allowRealIpFallback,
        @Nullable Tls tls) {
    public static final int PORT = 18789;

    public enum Mode { LOCAL }

    public enum Bind { AUTO, LOOPBACK, LAN, CUSTOM }

    public enum AuthMode { NONE, TOKEN, PASSWORD, TRUSTED_PROXY }

    public GatewayConfig {
        mode = mode == null ? Mode.LOCAL : mode;
        port = port == null ? PORT : port;
        bind = bind == null ? Bind.AUTO : bind;
        customBindHost = customBindHost == null ? "" : customBindHost;
        auth = auth == null ? new Auth(null, null, null, null, null) : auth;
        controlUi = controlUi == null ? new ControlUi(null, null, null) : controlUi;
        tls = tls == null ? new Tls(null, null, null, null, null) : tls;
        trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
        trustedProxies.forEach(Network::of);
        allowRealIpFallback = allowRealIpFallback != null && allowRealIpFallback;
        if (bind == Bind.CUSTOM && customBindHost.isBlank()) {
            throw new Permanent("gateway.bind is \"custom\", so gateway.customBindHost must name the address to listen on");
        }
        if (auth.mode() == AuthMode.TRUSTED_PROXY && trustedProxies.isEmpty()) {
            throw new Permanent("gateway.auth.mode is \"trusted-proxy\", so gateway.trustedProxies must list the addresses of the proxies");
        }
    }

    /** As it would be without a configuration file. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(null, null, null, null, null, null, null, null, null);
    }

    public record Auth(
            @Nullable AuthMode mode, @Nullable Secret token, @Nullable Secret password, @Nullable RateLimit rateLimit,
            @Nullable TrustedProxy trustedProxy) {
        private static final Set<String> NOT_SECRET = Set.of("", "undefined", "null");

        public Auth {
            rateLimit = rateLimit == null ? new RateLimit(null, null, null, null) : rateLimit;
            check("token", token);
            check("password", password);
            if (mode == null && token != null && password != null) {
                throw new Permanent("gateway.auth has a token and a password: say with gateway.auth.mode which one counts");
            }
            if (mode == AuthMode.PASSWORD && password == null) {
                throw new Permanent("gateway.auth.mode is \"password\", so gateway.auth.password must be set");
            }
            if (mode == AuthMode.TRUSTED_PROXY) {
                checkProxied(token, trustedProxy);
            }
            mode = mode != null ? mode : password != null ? AuthMode.PASSWORD : AuthMode.TOKEN;
        }

        private static void checkProxied(@Nullable Secret token, @Nullable TrustedProxy trustedProxy) {
            if (trustedProxy == null) {
                throw new Permanent("gateway.auth.mode is \"trusted-proxy\", so gateway.auth.trustedProxy.userHeader must name the header "
                        + "in which the proxy says who somebody is");
            }
            if (token != null) {
                throw new Permanent("gateway.auth has a token, which nothing reads while gateway.auth.mode is \"trusted-proxy\": remove it; "
                        + "tools at this machine may show gateway.auth.password");
            }
        }

        private static void check(String name, @Nullable Secret secret) {
            if (secret != null && NOT_SECRET.contains(secret.reveal().strip())) {
                throw new Permanent("gateway.auth." + name + " is blank or a placeholder: set a real secret or remove the key");
            }
        }
    }

    /**
     * What a proxy tells of a person whom it has let in. Header names are in any case.
     *
     * @param userHeader where it says who it is
     * @param requiredHeaders without which it is not believed
     * @param allowUsers who may come in; everybody whom the proxy lets in when it is empty
     * @param allowLoopback whether a proxy may run on this machine, where every other program could say the same
     */
    public record TrustedProxy(
            @Nullable String userHeader, @Nullable List<String> requiredHeaders, @Nullable List<String> allowUsers,
            @Nullable Boolean allowLoopback) {
        private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

        public TrustedProxy {
            userHeader = userHeader == null ? "" : userHeader.strip();
            requiredHeaders = requiredHeaders == null ? List.of() : List.copyOf(requiredHeaders);
            allowUsers = allowUsers == null ? List.of() : List.copyOf(allowUsers);
            allowLoopback = allowLoopback != null && allowLoopback;
            header("userHeader", userHeader);
            requiredHeaders.forEach(name -> header("requiredHeaders", name));
        }

        private static void header(String key, String name) {
            if (!HEADER.matcher(name).matches()) {
                throw new Permanent("gateway.auth.trustedProxy." + key + " is \"" + name + "\": give the name of a header, such as \"x-forwarded-user\"");
            }
        }
    }

    /**
     * HTTPS and {@code wss} instead of the plain ones. Paths are absolute, or relative to the home.
     *
     * @param autoGenerate whether the gateway makes a certificate where none is named
     * @param caPath certificates between the one of {@code certPath} and an authority, where they are not in that file
     */
    public record Tls(
            @Nullable Boolean enabled, @Nullable Boolean autoGenerate, @Nullable String certPath, @Nullable String keyPath, @Nullable String caPath) {
        public Tls {
            enabled = enabled != null && enabled;
            autoGenerate = autoGenerate == null || autoGenerate;
            certPath = certPath == null ? "" : certPath.strip();
            keyPath = keyPath == null ? "" : keyPath.strip();
            caPath = caPath == null ? "" : caPath.strip();
            if (certPath.isEmpty() != keyPath.isEmpty()) {
                throw new Permanent("gateway.tls needs both certPath and keyPath, or neither, so that the gateway makes a certificate");
            }
            if (enabled && !autoGenerate && certPath.isEmpty()) {
                throw new Permanent("gateway.tls.autoGenerate is false, so gateway.tls.certPath and gateway.tls.keyPath must name a certificate and its key");
            }
        }
    }

    /** How often a secret may be guessed wrong, by one address, before it has to wait. Times in milliseconds. */
    public record RateLimit(
            @Nullable @Range(min = 1) Integer maxAttempts,
            @Nullable @Range(min = 1) Long windowMs,
            @Nullable @Range(min = 1) Long lockoutMs,
            @Nullable Boolean exemptLoopback) {
        public RateLimit {
            maxAttempts = maxAttempts == null ? 10 : maxAttempts;
            windowMs = windowMs == null ? 60_000L : windowMs;
            lockoutMs = lockoutMs == null ? 300_000L : lockoutMs;
            exemptLoopback = exemptLoopback == null || exemptLoopback;
        }
    }

    public record ControlUi(@Nullable Boolean enabled, @Nullable String basePath, @Nullable List<String> allowedOrigins) {
        private static final Pattern PLACE = Pattern.compile("([\\w~-][\\w.~-]*(/[\\w~-][\\w.~-]*)*)?");

        public ControlUi {
            enabled = enabled == null || enabled;
            basePath = basePath == null ? "" : place(basePath);
            allowedOrigins = allowedOrigins == null ? List.of() : List.copyOf(allowedOrigins);
        }

        /** With a slash before it and none behind, as routes want it; people write it either way. */
        private static String place(String written) {
            String bare = written.strip().replaceAll("^/+|/+$", "");
            if (!PLACE.matcher(bare).matches()) {
                throw new Permanent("gateway.controlUi.basePath is \"" + written + "\": give a path such as \"/chela\", of letters, digits, and . _ ~ -");
            }
            return bare.isEmpty() ? "" : "/" + bare;
        }
    }
}
