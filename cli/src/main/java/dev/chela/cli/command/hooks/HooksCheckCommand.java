package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.command.skills.SkillWords;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "check", description = "Say which hooks run, and what keeps the others from it.")
final class HooksCheckCommand extends Question {
    HooksCheckCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("hooks.status", Json.object());
    }

    @Override
    protected String words(Json answer) {
        long ready = answer.get("hooks").items().stream().filter(hook -> hook.get("eligible").isTrue()).count();
        return "Hooks Status\nTotal: " + answer.get("hooks").items().size() + "\nReady: " + ready + "\nNot ready: "
                + (answer.get("hooks").items().size() - ready)
                + answer.get("hooks").items().stream().filter(hook -> !hook.get("eligible").isTrue()).map(HooksCheckCommand::kept).collect(Collectors.joining())
                + HookWords.problems(answer);
    }

    private static String kept(Json hook) {
        String missing = SkillWords.missing(hook);
        return "\n  " + hook.get("name").text() + "  " + (missing.isEmpty() ? HookWords.status(hook) : missing);
    }

    /** Nothing is broken when a program is missing, but a folder that should be a hook and is none is. */
    @Override
    protected int exitCode(Json answer) {
        return answer.get("problems").items().isEmpty() ? 0 : 1;
    }
}
