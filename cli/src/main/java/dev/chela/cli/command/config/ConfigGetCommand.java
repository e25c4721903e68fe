package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "get", description = "Print the configuration in force, or one value of it; secrets stay hidden.")
final class ConfigGetCommand extends Question {
    @Parameters(arity = "0..1", paramLabel = "PATH", description = "Such as gateway.port.")
    private String path;

    ConfigGetCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json answer = caller.call("config.get", Json.object());
        ConfigIssues.warn(console(), answer.get("issues"));
        Json config = answer.get("config");
        Json value = path == null ? config : ConfigPath.of(path).in(config);
        if (path != null && !value.isPresent()) {
            throw Failure.of("The configuration " + answer.get("path").text() + " does not set " + path + ".");
        }
        return value;
    }

    @Override
    protected String words(Json value) {
        return value.text(value.pretty());
    }
}
