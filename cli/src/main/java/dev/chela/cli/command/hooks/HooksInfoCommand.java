package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.command.skills.SkillWords;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Show one hook: where it lies, when it runs, what it needs, and what of that is missing.")
final class HooksInfoCommand extends Question {
    @Parameters(paramLabel = "NAME", description = "The hook's name or key.")
    private String name;

    HooksInfoCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return HookWords.find(caller.call("hooks.status", Json.object()), name);
    }

    @Override
    protected String words(Json hook) {
        Facts facts = new Facts(console());
        facts.add("Hook", hook.get("name").text());
        facts.add("Status", HookWords.status(hook));
        facts.add("Description", hook.get("description").text());
        facts.add("Source", hook.get("source").text());
        facts.add("Path", hook.get("filePath").text());
        facts.add("Script", hook.get("handlerPath").text());
        facts.add("Key", hook.get("hookKey").text());
        facts.add("Events", HookWords.events(hook));
        facts.add("Decides", HookWords.decides(hook));
        facts.add("Missing", SkillWords.missing(hook));
        return facts.toString();
    }
}
