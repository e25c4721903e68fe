package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "validate", description = "Say whether the configuration file is right, and what is wrong with it.")
final class ConfigValidateCommand extends Question {
    ConfigValidateCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json answer = caller.call("config.get", Json.object());
        return Json.object("valid", answer.get("valid"), "path", answer.get("path"), "exists", answer.get("exists"),
                "issues", answer.get("issues"), "warnings", answer.get("warnings"));
    }

    @Override
    protected String words(Json answer) {
        StringBuilder text = new StringBuilder(answer.get("path").text());
        text.append(answer.get("valid").isTrue()
                ? answer.get("exists").isTrue() ? " is valid." : " does not exist; the defaults are in force."
                : " is not valid; what was good before it is in force.");
        answer.get("issues").items().forEach(issue -> text.append("\nerror: ").append(ConfigIssues.line(issue)));
        answer.get("warnings").items().forEach(issue -> text.append("\nwarning: ").append(ConfigIssues.line(issue)));
        return text.toString();
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("valid").isTrue() ? 0 : Failure.FAILED;
    }
}
