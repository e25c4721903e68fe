package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.skill.Skills;
import dev.chela.core.text.Excerpt;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /skill}: which there are. {@code /skill NAME …} goes to the assistant, with that skill's instructions. */
@Component(service = Command.class)
public final class SkillOrder implements Command, Passing {
    private static final int LONGEST = 100;

    private final Skills skills;
    private final Agents agents;

    @Activate
    public SkillOrder(@Reference Skills skills, @Reference Agents agents) {
        this.skills = skills;
        this.agents = agents;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("skill", List.of("skills"), "Uses a skill by its name, or lists those there are", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return skills.asked(session.agent(), "/skill " + args).isPresent();
    }

    @Override
    public String run(CommandCall call) {
        Agent agent = agents.get(call.session().agent());
        List<Skills.Slash> slashes = skills.slashes(agent);
        String list = slashes.stream().map(SkillOrder::line).collect(Collectors.joining("\n"));
        if (!call.args().isBlank()) {
            String name = call.args().strip().split("\\s+")[0];
            return "There is no skill \"" + name + "\" that you can use here." + (list.isEmpty() ? "" : " There are:\n" + list);
        }
        return list.isEmpty() ? "There are no skills here. A folder with a SKILL.md in " + agent.workspace().resolve("skills") + " is one." : list;
    }

    private static String line(Skills.Slash slash) {
        return "/" + slash.name() + "  " + Excerpt.of(slash.skill().description(), LONGEST);
    }
}
