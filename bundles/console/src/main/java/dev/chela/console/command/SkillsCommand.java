package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skills;
import dev.chela.core.skill.Skills.Standing;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "skills", description = "Lists the skills of an agent, and files that should be skills.")
public final class SkillsCommand extends HouseCommand {
    @Option(name = "--agent", description = "Those of this agent.")
    @Completion(AgentNames.class)
    private @Nullable String agent;

    @Reference
    private Skills skills;

    @Reference
    private Agents agents;

    @Override
    void run(PrintStream out) {
        Agent whose = agent == null ? agents.primary() : agents.get(id(agent));
        Table table = new Table("There are no skills.", "Skill", "Status", "Source", "Description");
        skills.standing(whose).forEach(one -> table.row(one.skill().name(), status(one),
                one.skill().source().name().toLowerCase(Locale.ROOT), one.skill().description()));
        print(table, out);
        skills.problems(whose).forEach(problem -> out.println(Plain.text("Not a skill: " + problem.file()
                + (problem.line() == 0 ? "" : ":" + problem.line()) + " " + problem.message())));
    }

    private static AgentId id(String text) {
        try {
            return new AgentId(text);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private static String status(Standing one) {
        if (!one.enabled()) {
            return "disabled";
        }
        if (one.withheld() || !one.granted()) {
            return "blocked";
        }
        return one.missing().none() ? "ready" : "needs " + needs(one.missing());
    }

    private static String needs(Skill.Needs missing) {
        return String.join(", ", Stream.of(missing.bins(), missing.anyBins(), missing.env(), missing.config(), missing.os())
                .flatMap(List::stream).toList());
    }
}
