package dev.chela.cli.target;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.target.Target.Kind;
import dev.chela.cli.target.Target.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which gateway a command talks to. A URL named by hand gets no secret but one named by hand: what belongs to the
 * local gateway must not be shown to another host by a slip of the keyboard.
 */
public final class TargetFinder {
    public static final int DEFAULT_PORT = 18789;
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{64}");

    private final Surroundings surroundings;
    private final ConfigFile file;
    private final Consumer<String> warn;

    public TargetFinder(Surroundings surroundings, Consumer<String> warn) {
        this.surroundings = surroundings;
        this.file = new ConfigFile(surroundings);
        this.warn = warn;
    }

    /** What the flags said; each null when not given. */
    public record Flags(
            @Nullable String url, @Nullable Integer port, @Nullable String token, @Nullable String password,
            @Nullable String fingerprint) {}

    public Target find(Flags flags) {
        Secret named = named(flags);
        if (flags.url() != null) {
            URI url = parse(flags.url());
            return new Target(url, named, flags.fingerprint() == null ? null : fingerprint(flags.fingerprint()),
                    Target.isLoopback(url) ? null : surroundings.deviceKeyFile());
        }
        // A configuration that is broken must not keep a person from asking a running gateway what is wrong.
        Json config = readable();
        Optional<URI> listening = listening();
        String scheme = listening.map(URI::getScheme)
                .orElseGet(() -> file.text(config, "gateway.tls.enabled").equals("true") ? "wss" : "ws");
        URI url = URI.create(scheme + "://127.0.0.1:" + port(flags, config, listening));
        return new Target(url, named != null ? named : implicit(config).orElse(null), scheme.equals("wss") ? fingerprint() : null, null);
    }

    /** With or without colons, as people copy it. */
    private static String fingerprint(String typed) {
        String digits = typed.strip().replace(":", "").toUpperCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(digits).matches()) {
            throw Failure.usage("--fingerprint \"" + typed + "\" is no SHA-256: give 32 bytes in hexadecimal, as the gateway logs them.");
        }
        return digits.replaceAll("(..)(?!$)", "$1:");
    }

    private @Nullable String fingerprint() {
        Path path = surroundings.fingerprintFile();
        try {
            return Files.exists(path) ? Files.readString(path).strip() : null;
        } catch (IOException e) {
            warn.accept("Cannot read the fingerprint of the gateway's certificate in " + path + ": " + Reasons.of(e));
            return null;
        }
    }

    private Json readable() {
        try {
            return file.read();
        } catch (Failure e) {
            warn.accept(e.getMessage() + "; going on without it");
            return Json.ABSENT;
        }
    }

    private int port(Flags flags, Json config, Optional<URI> listening) {
        if (flags.port() != null) {
            return checked(flags.port(), "--port");
        }
        Optional<String> variable = surroundings.variable("CHELA_GATEWAY_PORT");
        if (variable.isPresent()) {
            return parsePort(variable.get(), "CHELA_GATEWAY_PORT");
        }
        return listening.map(URI::getPort).orElseGet(() -> configured(config));
    }

    /** A gateway may have been started with another port than the configuration's, or with any free one. */
    private Optional<URI> listening() {
        Path path = surroundings.addressFile();
        try {
            return Files.exists(path) ? Optional.of(URI.create(Files.readString(path).strip())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            warn.accept("Cannot read the gateway's address in " + path + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private int configured(Json config) {
        String configured = file.text(config, "gateway.port");
        return configured.isEmpty()
                ? DEFAULT_PORT
                : parsePort(configured, "gateway.port of " + surroundings.configFile());
    }

    private static int parsePort(String text, String source) {
        try {
            return checked(Integer.parseInt(text), source);
        } catch (NumberFormatException e) {
            throw Failure.usage(source + " is \"" + text + "\"; a port is a number from 1 to 65535.");
        }
    }

    private static int checked(int port, String source) {
        if (port < 1 || port > 65535) {
            throw Failure.usage(source + " is " + port + "; a port is a number from 1 to 65535.");
        }
        return port;
    }

    private static URI parse(String url) {
        String text = url.contains("://") ? url : "ws://" + url;
        try {
            URI uri = URI.create(text);
            boolean webSocket = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
            if (webSocket && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words as for a URL that parses and is none of ours.
        }
        throw Failure.usage("--url \"" + url + "\" is no gateway's address; write it like ws://127.0.0.1:" + DEFAULT_PORT
                + " or wss://host.");
    }

    private static @Nullable Secret named(Flags flags) {
        if (flags.token() != null) {
            return new Secret(Kind.TOKEN, flags.token(), "--token");
        }
        return flags.password() == null ? null : new Secret(Kind.PASSWORD, flags.password(), "--password");
    }

    private Optional<Secret> implicit(Json config) {
        return variable(Kind.TOKEN, "CHELA_GATEWAY_TOKEN")
                .or(() -> variable(Kind.PASSWORD, "CHELA_GATEWAY_PASSWORD"))
                .or(() -> configured(Kind.TOKEN, config))
                .or(() -> configured(Kind.PASSWORD, config))
                // Last: the gateway makes this token for itself only where the configuration names none.
                .or(this::tokenFile);
    }

    private Optional<Secret> variable(Kind kind, String name) {
        return surroundings.variable(name).map(value -> new Secret(kind, value, "the environment variable " + name));
    }

    private Optional<Secret> tokenFile() {
        Path path = surroundings.tokenFile();
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            String token = Files.readString(path).strip();
            return token.isEmpty() ? Optional.empty() : Optional.of(new Secret(Kind.TOKEN, token, path.toString()));
        } catch (IOException e) {
            warn.accept("Cannot read the gateway's token in " + path + ": " + Reasons.of(e));
            return Optional.empty();
        }
    }

    private Optional<Secret> configured(Kind kind, Json config) {
        String path = "gateway.auth." + kind.wire();
        String value = file.text(config, path);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Secret(kind, value, path + " of " + surroundings.configFile()));
    }
}
