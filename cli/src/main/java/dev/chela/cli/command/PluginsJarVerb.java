package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A jar put into place, or told what that would do. */
abstract class PluginsJarVerb extends Question {
    @Parameters(index = "0", paramLabel = "JAR", description = "The file, on the gateway's machine.")
    private Path jar;

    @Option(names = "--dry-run", description = "Only tell what would be done: what it replaces, in which steps, and what waits meanwhile.")
    private boolean dry;

    PluginsJarVerb(Console console) {
        super(console);
    }

    /** {@code install} or {@code update}. */
    abstract String mode();

    @Override
    Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** Calls that are under way end first. */
    @Override
    Duration usualPatience() {
        return Duration.ofSeconds(70);
    }

    @Override
    Json ask(Caller caller) {
        String path = jar.toAbsolutePath().normalize().toString();
        return dry ? caller.call("plugins.plan", Json.object("path", path, "mode", mode()))
                : caller.call("plugins.install", Json.object("source", "local", "path", path, "mode", mode()));
    }

    @Override
    String words(Json answer) {
        return dry ? new OutlookWords(console(), answer).toString() : PluginsVerb.now(answer) + " is in place.";
    }
}
