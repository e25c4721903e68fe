package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.command.config.ConfigChange;
import dev.chela.cli.command.config.ConfigPath;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Parameters;

/** Switches one hook by its entry in the configuration. Switching one on lets hooks in folders run at all. */
abstract class HooksSwitch extends ConfigChange {
    @Parameters(paramLabel = "NAME", description = "The hook's name or key.")
    private String name;

    private final boolean on;

    HooksSwitch(Console console, boolean on) {
        super(console);
        this.on = on;
    }

    @Override
    protected Json ask(Caller caller) {
        String key = HookWords.find(caller.call("hooks.status", Json.object()), name).get("hookKey").text();
        Json entries = Json.object(key, Json.object("enabled", on));
        Json wanted = on ? Json.object("enabled", true, "entries", entries) : Json.object("entries", entries);
        return change(caller, caller.call("config.get", Json.object()), ConfigPath.of("hooks.internal"), wanted);
    }

    @Override
    protected String words(Json answer) {
        return done((on ? "Enabled " : "Disabled ") + name, answer);
    }
}
