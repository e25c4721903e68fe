package dev.chela.cli.command.dev;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signs what was built, and puts it into the gateway. */
final class Installation {
    private static final int SHOWN = 12;

    private final Console console;
    private final DevKey key;

    Installation(Console console) {
        this.console = console;
        this.key = DevKey.at(console.surroundings().home().resolve("credentials/dev-key.p12"));
    }

    /**
     * @return the plugin and its version
     * @throws Failure with what the gateway has against it
     */
    String of(Path jar, Caller caller) {
        key.sign(jar);
        trust(caller);
        Json outlook = caller.call("plugins.verify", Json.object("path", jar.toString()));
        if (!outlook.get("ok").isTrue()) {
            throw Failure.of("the gateway does not take it: " + outlook.get("problem").text());
        }
        String mode = outlook.get("before").isObject() ? "update" : "install";
        Json plugin = caller.call("plugins.install", Json.object("source", "local", "path", jar.toString(), "mode", mode)).get("plugin");
        return plugin.get("id").text() + " " + plugin.get("version").text();
    }

    /** Whoever may install here may say whose plugins run here; that it happened is told. */
    private void trust(Caller caller) {
        boolean known = caller.call("plugins.trust.list", Json.object()).get("keys").items().stream()
                .anyMatch(trusted -> trusted.get("fingerprint").text().equals(key.fingerprint()));
        if (known) {
            return;
        }
        try {
            Path certificate = Files.createTempDirectory("chela-dev").resolve("development.pem");
            try {
                key.show(certificate);
                caller.call("plugins.trust.add", Json.object("path", certificate.toString()));
            } finally {
                Files.deleteIfExists(certificate);
                Files.delete(certificate.getParent());
            }
        } catch (IOException e) {
            throw Failure.of("The key that signs for development cannot be shown to the gateway: " + e.getMessage());
        }
        console.out().println("what is signed here for development is trusted now; `chela plugins trust remove "
                + key.fingerprint().substring(0, SHOWN) + "` takes that back");
    }
}
