package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Set one value of the configuration file.")
final class ConfigSetCommand extends ConfigChange {
    @Parameters(index = "0", paramLabel = "PATH", description = "Such as gateway.port or items[0].name.")
    private String path;

    @Parameters(index = "1", paramLabel = "VALUE", description = "JSON; what is not JSON is a text.")
    private String value;

    @Option(names = "--strict-json", description = "Refuse a value that is not JSON.")
    private boolean strict;

    ConfigSetCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        ConfigPath place = ConfigPath.of(path);
        Json wanted = value();
        return change(caller, caller.call("config.get", Json.object()), place, wanted);
    }

    private Json value() {
        try {
            Json parsed = JsonText.parse(value);
            if (parsed.isPresent()) {
                return parsed;
            }
        } catch (MalformedJson e) {
            if (strict || value.startsWith("{") || value.startsWith("[")) {
                throw Failure.usage("The value for " + path + " is not valid JSON: " + e.where());
            }
            return Json.of(value);
        }
        throw Failure.usage("null is no value; to take " + path + " away: chela config unset " + path);
    }

    @Override
    protected String words(Json answer) {
        return done("Set " + path, answer);
    }
}
