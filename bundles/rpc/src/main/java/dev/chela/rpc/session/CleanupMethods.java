package dev.chela.rpc.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Housekeeping;
import dev.chela.core.session.Retention.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.cleanup}: what rests too long, now instead of at the next half hour. */
@Component(service = RpcMethods.class)
public final class CleanupMethods implements RpcMethods {
    private final Housekeeping housekeeping;
    private final Agents agents;

    @Activate
    public CleanupMethods(@Reference Housekeeping housekeeping, @Reference Agents agents) {
        this.housekeeping = housekeeping;
        this.agents = agents;
    }

    /** @param agent where it is left out: the default one, unless {@code allAgents} @param enforce whether it is done, and not only said */
    public record Params(Optional<String> agent, Optional<Boolean> allAgents, Optional<Boolean> enforce) {}

    public record Tidied(String agentId, List<String> archived, List<String> deleted, int removedTranscripts, long removedBytes, long bytesAbove) {}

    public record Cleaned(boolean dryRun, List<Tidied> agents) {}

    @Rpc(value = "sessions.cleanup", scope = Scope.ADMIN)
    public Cleaned cleanup(Params params, Caller caller) {
        boolean enforce = params.enforce().orElse(false);
        String wanted = params.agent().orElse(agents.primary().id().value());
        if (agents.list().stream().noneMatch(agent -> agent.id().value().equals(wanted))) {
            throw RpcFault.invalid("invalid sessions.cleanup params: at /agent: there is no agent '" + wanted + "'");
        }
        List<Tidied> tidied = new ArrayList<>();
        for (Map.Entry<AgentId, Plan> plan : housekeeping.plans().entrySet()) {
            if (params.allAgents().orElse(false) || plan.getKey().value().equals(wanted)) {
                if (enforce) {
                    housekeeping.apply(plan.getKey(), plan.getValue());
                }
                tidied.add(tidied(plan.getKey(), plan.getValue()));
            }
        }
        return new Cleaned(!enforce, tidied);
    }

    private static Tidied tidied(AgentId agent, Plan plan) {
        return new Tidied(agent.value(), plan.archive().stream().map(SessionKey::value).toList(),
                plan.delete().stream().map(SessionKey::value).toList(), plan.remove().size(), plan.bytes(), plan.above());
    }
}
