package dev.chela.rpc.session;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Fault;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Compaction;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.compact}. */
@Component(service = RpcMethods.class)
public final class CompactMethods implements RpcMethods {
    private final Compaction compaction;
    private final Agents agents;

    @Activate
    public CompactMethods(@Reference Compaction compaction, @Reference Agents agents) {
        this.compaction = compaction;
        this.agents = agents;
    }

    /** @param maxLines how many messages the model still sees, without a summary of the others; with one, and as many as fit, when absent */
    public record Params(String key, Optional<String> agentId, @Range(min = 1) Optional<Integer> maxLines) {}

    /** @param reason why nothing was shortened */
    public record Compacted(
            boolean ok, String key, boolean compacted, Optional<String> reason, Optional<Integer> kept, Optional<Long> tokensBefore) {}

    @Rpc(value = "sessions.compact", scope = Scope.ADMIN)
    public Compacted compact(Params params, Caller caller) {
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        try {
            Compaction.Outcome outcome = params.maxLines().map(most -> compaction.keep(key, most))
                    .orElseGet(() -> compaction.summarize(key, ""));
            return new Compacted(true, key.value(), outcome.compacted(),
                    outcome.compacted() ? Optional.empty() : Optional.of("nothing to compact"),
                    Optional.of(outcome.kept()), Optional.of(outcome.tokensBefore()));
        } catch (Fault | CancellationException failed) {
            return new Compacted(false, key.value(), false, Optional.of(String.valueOf(failed.getMessage())), Optional.empty(), Optional.empty());
        }
    }
}
