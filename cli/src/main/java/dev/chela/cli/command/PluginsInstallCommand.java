package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "install", description = "Install a jar that lies on the gateway's machine, or put it in the place of the plugin's other build.")
final class PluginsInstallCommand extends Question {
    @Parameters(index = "0", paramLabel = "JAR", description = "The file.")
    private Path jar;

    @Option(names = "--update", description = "Only if the plugin is there already, in its place.")
    private boolean update;

    PluginsInstallCommand(Console console) {
        super(console);
    }

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
        return caller.call("plugins.install", Json.object("source", "local", "path", jar.toAbsolutePath().normalize().toString(),
                "mode", update ? "update" : "install"));
    }

    @Override
    String words(Json answer) {
        return PluginsVerb.now(answer) + " is in place.";
    }
}
