package dev.chela.rpc.skill;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skills;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The skills in an agent's own workspace, as the page shows those that an assistant may write. Nothing here proposes changes to them yet. */
@Component(service = RpcMethods.class)
public final class WorkshopMethods implements RpcMethods {
    private static final String SCHEMA = "openclaw.skill-workshop.proposals-manifest.v1";

    private final Skills skills;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public WorkshopMethods(@Reference Skills skills, @Reference Agents agents, @Reference Clock clock) {
        this.skills = skills;
        this.agents = agents;
        this.clock = clock;
    }

    public record ListParams(Optional<String> agentId) {}

    public record Proposals(String schema, String updatedAt, List<Object> proposals, List<Installed> installedSkills) {}

    public record Installed(String name, String skillKey, String description) {}

    @Rpc(value = "skills.proposals.list", scope = Scope.READ)
    public Proposals proposals(ListParams params, Caller caller) {
        return new Proposals(SCHEMA, clock.now().toString(), List.of(),
                own(params.agentId()).map(skill -> new Installed(skill.name(), skill.key(), skill.description())).toList());
    }

    private Stream<Skill> own(Optional<String> agent) {
        return skills.standing(SkillMethods.agent(agents, agent)).stream().map(Skills.Standing::skill)
                .filter(skill -> skill.source() == Skill.Source.WORKSPACE);
    }

    public record ReadParams(Optional<String> agentId, String name) {}

    /** @param content of its {@code SKILL.md} */
    public record Text(String name, String skillKey, String description, String content) {}

    @Rpc(value = "skills.workshop.read", scope = Scope.READ)
    public Text read(ReadParams params, Caller caller) {
        Skill skill = own(params.agentId()).filter(one -> one.name().equals(params.name())).findFirst()
                .orElseThrow(() -> RpcFault.invalid("there is no skill \"" + params.name() + "\" in the workspace; skills.proposals.list names those there are"));
        try {
            return new Text(skill.name(), skill.key(), skill.description(), Files.readString(skill.file()));
        } catch (IOException e) {
            throw RpcFault.invalid("the skill \"" + params.name() + "\" cannot be read: " + e.getMessage());
        }
    }
}
