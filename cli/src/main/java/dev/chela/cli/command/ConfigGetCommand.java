package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
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
    Json ask(Caller caller) {
        Json answer = caller.call("config.get", Json.object());
        warn(answer);
        Json config = answer.get("config");
        Json value = path == null ? config : config.at(path);
        if (path != null && !value.isPresent()) {
            throw Failure.of("The configuration " + answer.get("path").text() + " does not set " + path + ".");
        }
        return value;
    }

    private void warn(Json answer) {
        for (Json issue : answer.get("issues").items()) {
            console().warn(issue.get("path").text() + ": " + issue.get("message").text());
        }
    }

    @Override
    String words(Json value) {
        return value.text(value.pretty());
    }
}
