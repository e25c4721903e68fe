package dev.chela.gateway.internal.config;

import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.config.GatewayConfig.Bind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the command line and the environment say, which wins over the file. */
public record Overrides(Path home, OptionalInt port, Optional<Bind> bind, Optional<String> token) {
    /** @param property framework or system properties; a name without a value gives null */
    public static Overrides from(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
        return new Overrides(
                home(property, environment),
                text(property.apply("chela.port")).map(Overrides::port).orElse(OptionalInt.empty()),
                text(property.apply("chela.bind")).map(Overrides::bind),
                text(environment.apply("CHELA_GATEWAY_TOKEN")));
    }

    private static Path home(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
        return text(property.apply("chela.home"))
                .or(() -> text(environment.apply("CHELA_HOME")))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".chela"));
    }

    private static OptionalInt port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return OptionalInt.of(port);
            }
        } catch (NumberFormatException notANumber) {
            throw new Permanent("chela.port is \"" + text + "\": give a number from 0 to 65535", notANumber);
        }
        throw new Permanent("chela.port is " + text + ": give a number from 0 to 65535");
    }

    private static Bind bind(String text) {
        for (Bind bind : Bind.values()) {
            if (bind != Bind.CUSTOM && bind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return bind;
            }
        }
        throw new Permanent("chela.bind is \"" + text + "\": use auto, loopback or lan");
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(v -> !v.isEmpty());
    }
}
