package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "unset", description = "Take one value out of the configuration file, so that its default holds.")
final class ConfigUnsetCommand extends ConfigChange {
    @Parameters(index = "0", paramLabel = "PATH", description = "Such as gateway.port or items[0].")
    private String path;

    ConfigUnsetCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        ConfigPath place = ConfigPath.of(path);
        Json before = caller.call("config.get", Json.object());
        if (!place.in(before.get("sourceConfig")).isPresent()) {
            throw Failure.of("The configuration " + before.get("path").text() + " does not set " + path + ".");
        }
        return change(caller, before, place, null);
    }

    @Override
    protected String words(Json answer) {
        return done("Unset " + path, answer);
    }
}
