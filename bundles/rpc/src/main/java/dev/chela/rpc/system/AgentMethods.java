package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.model.Models;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code agents.list} and {@code agent.identity.get}. */
@Component(service = RpcMethods.class)
public final class AgentMethods implements RpcMethods {
    private final Agents agents;
    private final Models models;

    @Activate
    public AgentMethods(@Reference Agents agents, @Reference Models models) {
        this.agents = agents;
        this.models = models;
    }

    public record ListParams() {}

    public record Roster(String defaultId, String mainKey, String scope, String ownership, List<Summary> agents) {}

    public record Summary(String id, String name, String workspace, Choice model) {}

    public record Choice(String primary, List<String> fallbacks) {}

    @Rpc(value = "agents.list", scope = Scope.READ)
    public Roster list(ListParams params, Caller caller) {
        return new Roster(agents.primary().id().value(), "main", "per-sender", agents.list().size() == 1 ? "sole" : "explicit",
                agents.list().stream().map(this::summary).toList());
    }

    private Summary summary(Agent agent) {
        return new Summary(agent.id().value(), agent.name(), agent.workspace().toString(),
                new Choice(model(agent), agent.fallbacks()));
    }

    /** What the wish means now; the wish itself when nothing fits it. */
    private String model(Agent agent) {
        try {
            return models.resolve(agent.model()).toString();
        } catch (Permanent unknown) {
            return agent.model();
        }
    }

    public record IdentityParams(Optional<String> agentId, Optional<String> sessionKey) {}

    public record Identity(String agentId, String name, String nameSource) {}

    @Rpc(value = "agent.identity.get", scope = Scope.READ)
    public Identity identity(IdentityParams params, Caller caller) {
        AgentId id = params.sessionKey().map(key -> Keys.read(agents, key, params.agentId()).agent())
                .or(() -> params.agentId().map(AgentId::new)).orElseGet(() -> agents.primary().id());
        try {
            Agent agent = agents.get(id);
            boolean named = !agent.name().equals(id.value());
            return new Identity(id.value(), agent.name(), named ? "config" : "default");
        } catch (Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        }
    }
}
