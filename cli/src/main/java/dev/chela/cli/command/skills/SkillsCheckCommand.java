package dev.chela.cli.command.skills;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Say which skills are ready, and what keeps the others from it.")
final class SkillsCheckCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "As this agent has them.")
    private String agent;

    SkillsCheckCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("skills.status", Json.object("agentId", agent));
    }

    @Override
    protected String words(Json answer) {
        List<Json> skills = answer.get("skills").items();
        StringBuilder text = new StringBuilder("Skills Status Check\nTotal: ").append(skills.size());
        for (String status : List.of("ready", "needs setup", "disabled", "blocked", "excluded")) {
            List<Json> those = skills.stream().filter(skill -> SkillWords.status(skill).equals(status)).toList();
            text.append('\n').append(title(status)).append(": ").append(those.size());
            if (!those.isEmpty()) {
                text.append(status.equals("needs setup") ? those.stream().map(SkillsCheckCommand::needing).collect(Collectors.joining())
                        : " (" + those.stream().map(skill -> skill.get("name").text()).collect(Collectors.joining(", ")) + ")");
            }
        }
        return text + SkillWords.problems(answer);
    }

    private static String title(String status) {
        return Character.toUpperCase(status.charAt(0)) + status.substring(1);
    }

    private static String needing(Json skill) {
        return "\n  " + skill.get("name").text() + "  " + SkillWords.missing(skill);
    }

    /** Nothing is broken when a program is missing, but a file that should be a skill and is none is. */
    @Override
    protected int exitCode(Json answer) {
        return answer.get("problems").items().isEmpty() ? 0 : 1;
    }
}
