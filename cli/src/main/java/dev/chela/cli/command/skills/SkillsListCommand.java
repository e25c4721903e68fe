package dev.chela.cli.command.skills;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the skills of an agent, and files that should be skills.")
final class SkillsListCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "Those of this agent.")
    private String agent;

    @Option(names = "--eligible", description = "Only those that are ready.")
    private boolean eligible;

    @Option(names = {"-v", "--verbose"}, description = "Say what is missing.")
    private boolean verbose;

    SkillsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("skills.status", Json.object("agentId", agent));
    }

    @Override
    protected String words(Json answer) {
        Table table = verbose ? new Table(console(), "SKILL", "STATUS", "SOURCE", "MISSING", "DESCRIPTION")
                : new Table(console(), "SKILL", "STATUS", "SOURCE", "DESCRIPTION");
        for (Json skill : answer.get("skills").items()) {
            if (!eligible || SkillWords.ready(skill)) {
                row(table, skill);
            }
        }
        int ready = (int) answer.get("skills").items().stream().filter(SkillWords::ready).count();
        return "Skills (" + ready + "/" + answer.get("skills").items().size() + " ready)\n"
                + table.or("There are none. Put a folder with a SKILL.md into " + answer.get("managedSkillsDir").text() + ".")
                + SkillWords.problems(answer);
    }

    private void row(Table table, Json skill) {
        String emoji = skill.get("emoji").text();
        String name = (emoji.isEmpty() ? "" : emoji + " ") + skill.get("name").text();
        String source = skill.get("source").text();
        String description = skill.get("description").text();
        if (verbose) {
            table.row(name, SkillWords.status(skill), source, SkillWords.missing(skill), description);
        } else {
            table.row(name, SkillWords.status(skill), source, description);
        }
    }
}
