package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "file", description = "Print where the configuration file is, or would be.")
final class ConfigFileCommand extends Question {
    ConfigFileCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json answer = caller.call("config.get", Json.object());
        return Json.object("path", answer.get("path"), "exists", answer.get("exists"), "includedPaths", answer.get("includedPaths"));
    }

    @Override
    protected String words(Json answer) {
        return answer.get("path").text();
    }
}
