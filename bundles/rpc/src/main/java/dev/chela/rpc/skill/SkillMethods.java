package dev.chela.rpc.skill;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.skill.SkillLoader.Problem;
import dev.chela.core.skill.Skills;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code skills.status}: what there is. */
@Component(service = RpcMethods.class)
public final class SkillMethods implements RpcMethods {
    private final Skills skills;
    private final Agents agents;
    private final SkillNews news;

    @Activate
    public SkillMethods(@Reference Skills skills, @Reference Agents agents, @Reference SkillNews news) {
        this.news = news;
        this.skills = skills;
        this.agents = agents;
    }

    public record StatusParams(Optional<String> agentId, Optional<String> sessionKey) {}

    /** @param problems files that are to be skills and cannot be read as such */
    public record Status(
            String workspaceDir, String managedSkillsDir, String agentId, Optional<List<String>> agentSkillFilter, List<Object> skills,
            List<Fault> problems) {}

    /** @param line from 1; 0 when it concerns the whole file */
    public record Fault(String path, int line, String message) {}

    @Rpc(value = "skills.status", scope = Scope.READ)
    public Status status(StatusParams params, Caller caller) {
        Agent agent = agent(params);
        news.looking();
        List<Skills.Slash> slashes = skills.slashes(agent);
        List<Object> rows = skills.standing(agent).stream().<Object>map(one -> SkillRow.of(one, slashes, skills.os())).toList();
        return new Status(agent.workspace().toString(), skills.managed().toString(), agent.id().value(), skills.allowed(agent), rows,
                skills.problems(agent).stream().map(SkillMethods::fault).toList());
    }

    private static Fault fault(Problem problem) {
        return new Fault(problem.file().toString(), problem.line(), problem.message());
    }

    private Agent agent(StatusParams params) {
        if (params.agentId().isEmpty() && params.sessionKey().isPresent()) {
            return agents.get(Keys.read(agents, params.sessionKey().get(), Optional.empty()).agent());
        }
        return agent(agents, params.agentId());
    }

    static Agent agent(Agents agents, Optional<String> wanted) {
        try {
            return wanted.map(AgentId::new).map(agents::get).orElseGet(agents::primary);
        } catch (IllegalArgumentException | Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        }
    }
}
