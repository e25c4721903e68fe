package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the hooks: scripts in folders, and what plugins brought.")
final class HooksListCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "With those of this agent's workspace.")
    private String agent;

    @Option(names = "--eligible", description = "Only those that run.")
    private boolean eligible;

    HooksListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("hooks.status", Json.object("agentId", agent));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "HOOK", "STATUS", "SOURCE", "EVENTS", "DESCRIPTION");
        for (Json hook : answer.get("hooks").items()) {
            if (!eligible || hook.get("eligible").isTrue()) {
                table.row(hook.get("name").text(), HookWords.status(hook), hook.get("source").text(), HookWords.events(hook), hook.get("description").text());
            }
        }
        String folders = table.or("No folders. Put one with a HOOK.md and a handler.sh into " + answer.get("managedHooksDir").text() + ".");
        return (answer.get("enabled").isTrue() ? "" : "Hooks in folders are off (hooks.internal.enabled).\n") + folders + HookWords.problems(answer)
                + plugins(answer);
    }

    private String plugins(Json answer) {
        if (answer.get("plugins").items().isEmpty()) {
            return "";
        }
        Table table = new Table(console(), "PLUGIN", "AT", "STATUS", "HOOK");
        for (Json hook : answer.get("plugins").items()) {
            table.row(hook.get("plugin").text() + " " + hook.get("version").text(), hook.get("at").text(),
                    hook.get("resting").isTrue() ? "resting after faults" : "ready", hook.get("hook").text());
        }
        return "\n" + table.or("");
    }
}
