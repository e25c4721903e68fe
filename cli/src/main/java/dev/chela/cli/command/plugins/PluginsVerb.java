package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import picocli.CommandLine.Parameters;

/** Something done with one plugin while the gateway runs. */
abstract class PluginsVerb extends Question {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela plugins list shows it.")
    private String id;

    PluginsVerb(Console console) {
        super(console);
    }

    final String id() {
        return id;
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** Calls that are under way end first. */
    @Override
    protected Duration usualPatience() {
        return Duration.ofSeconds(70);
    }

    /** The plugin that a verb left behind, with its version. */
    static String now(Json answer) {
        Json plugin = answer.get("plugin");
        return plugin.get("id").text() + " " + plugin.get("version").text();
    }
}
