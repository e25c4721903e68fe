package dev.chela.cli.target;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment a command was started in. */
public record Surroundings(Map<String, String> variables, Path userHome) {
    public static Surroundings ofThisProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The variable, unless it is missing or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** $CHELA_HOME. */
    public Path home() {
        return variable("CHELA_HOME").map(Path::of).orElseGet(() -> userHome.resolve(".chela"));
    }

    public Path tokenFile() {
        return home().resolve("credentials").resolve("gateway-token");
    }

    /** Where the gateway of this home says at which address it listens, while it does. */
    public Path addressFile() {
        return home().resolve("run").resolve("gateway.url");
    }

    /** By which a gateway elsewhere knows this command line, once its owner has approved it. */
    public Path deviceKeyFile() {
        return home().resolve("credentials").resolve("cli-device-key");
    }

    /** Where it says which certificate is its own, while it serves TLS. */
    public Path fingerprintFile() {
        return home().resolve("run").resolve("gateway.fingerprint");
    }

    public Path configFile() {
        return home().resolve("chela.json5");
    }
}
