package dev.chela.cli.command.skills;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Show one skill: where it lies, what it needs, and what of that is missing.")
final class SkillsInfoCommand extends Question {
    @Parameters(paramLabel = "NAME", description = "The skill's name or key.")
    private String name;

    @Option(names = "--agent", paramLabel = "ID", description = "As this agent has it.")
    private String agent;

    SkillsInfoCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json answer = caller.call("skills.status", Json.object("agentId", agent));
        return answer.get("skills").items().stream()
                .filter(skill -> name.equalsIgnoreCase(skill.get("name").text()) || name.equals(skill.get("skillKey").text()))
                .findFirst()
                .orElseThrow(() -> Failure.of("There is no skill \"" + name + "\". See: chela skills list"));
    }

    @Override
    protected String words(Json skill) {
        Facts facts = new Facts(console());
        facts.add("Skill", skill.get("name").text());
        facts.add("Status", SkillWords.status(skill));
        facts.add("Description", skill.get("description").text());
        facts.add("Source", skill.get("source").text());
        facts.add("Path", skill.get("filePath").text());
        facts.add("Key", skill.get("skillKey").text());
        facts.add("Homepage", skill.get("homepage").text());
        facts.add("Primary env", skill.get("primaryEnv").text());
        facts.add("Slash", skill.get("command").text().isEmpty() ? "" : "/" + skill.get("command").text());
        facts.add("Missing", SkillWords.missing(skill));
        facts.add("Install", skill.get("install").items().stream()
                .map(one -> one.get("id").text() + " (" + one.get("label").text() + ")").collect(Collectors.joining(", ")));
        return facts.toString();
    }
}
