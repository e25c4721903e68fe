package dev.chela.rpc.memory;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.grant.Memory.Way;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.memory.Memories;
import dev.chela.core.memory.Memories.Status;
import dev.chela.core.task.CancelSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code memory.search}, {@code memory.index}, which is Chela's own, and {@code doctor.memory.status}. */
@Component(service = RpcMethods.class)
public final class MemoryMethods implements RpcMethods {
    private static final int USUAL = 20;

    private final Memories memories;
    private final Agents agents;

    @Activate
    public MemoryMethods(@Reference Memories memories, @Reference Agents agents) {
        this.memories = memories;
        this.agents = agents;
    }

    public record SearchParams(
            String query, Optional<String> agentId, @Range(min = 1, max = 50) Optional<Integer> maxResults, Optional<Double> minScore) {}

    /** @param searchMode {@code hybrid} or {@code fts-only} @param warning when an embedding model is configured and was not used */
    public record Searched(String agentId, String provider, String searchMode, Optional<String> warning, List<Row> results) {}

    public record Row(String path, int startLine, int endLine, double score, String snippet, String source) {}

    @Rpc(value = "memory.search", scope = Scope.READ)
    public Searched search(SearchParams params, Caller caller) {
        if (params.query().isBlank()) {
            throw RpcFault.invalid("invalid memory.search params: at /query: must not be blank");
        }
        Agent agent = agent(params.agentId());
        Found found = asked(() -> memories.search(agent, new Query(params.query(), params.maxResults().orElse(USUAL),
                Math.max(-1, params.minScore().orElse(-1.0)), Corpus.ALL), new CancelSource()));
        boolean hybrid = found.way() == Way.WORDS_AND_MEANING;
        return new Searched(agent.id().value(), provider(agent), hybrid ? "hybrid" : "fts-only", warning(agent, found), found.hits().stream().map(hit -> new Row(
                hit.path(), hit.from(), hit.to(), hit.score(), hit.snippet(), hit.source().name().toLowerCase(Locale.ROOT))).toList());
    }

    private String provider(Agent agent) {
        return asked(() -> memories.embedder(agent)).orElse("none");
    }

    private Optional<String> warning(Agent agent, Found found) {
        boolean wished = !provider(agent).equals("none");
        return wished && found.way() == Way.WORDS ? Optional.of(found.note()) : Optional.empty();
    }

    /** @param force whether the index is made again from nothing */
    public record IndexParams(Optional<String> agentId, Optional<Boolean> force) {}

    /** @param trouble what kept the embedding model from being used */
    public record Indexed(String agentId, String provider, Index index, Optional<String> trouble) {}

    /** @param dirty whether files have changed that are not yet in it @param refused files that are not read, and why */
    public record Index(boolean enabled, String path, int files, int chunks, int vectors, boolean dirty, List<String> refused) {
        static Index of(Status status) {
            return new Index(status.enabled(), status.index().toString(), status.files(), status.chunks(), status.vectors(),
                    status.behind(), status.refused());
        }
    }

    @Rpc(value = "memory.index", scope = Scope.WRITE)
    public Indexed index(IndexParams params, Caller caller) {
        Agent agent = agent(params.agentId());
        Status status = asked(() -> params.force().orElse(false)
                ? memories.rebuild(agent, new CancelSource()) : memories.refresh(agent, new CancelSource()));
        return new Indexed(agent.id().value(), provider(agent), Index.of(status), trouble(status));
    }

    /** @param probe whether to ask the embedding model for what lacks a vector */
    public record StatusParams(Optional<String> agentId, Optional<Boolean> probe) {}

    /** @param provider {@code none} when it is searched by words alone */
    public record StatusResult(String agentId, String provider, Embedding embedding, Index index) {}

    /** @param checked whether the model was asked for this answer, or has failed before */
    public record Embedding(boolean ok, boolean checked, Optional<String> error) {}

    @Rpc(value = "doctor.memory.status", scope = Scope.READ)
    public StatusResult status(StatusParams params, Caller caller) {
        Agent agent = agent(params.agentId());
        boolean probe = params.probe().orElse(false) && !provider(agent).equals("none");
        Status status = asked(() -> probe ? memories.refresh(agent, new CancelSource()) : memories.status(agent));
        return new StatusResult(agent.id().value(), provider(agent), embedding(probe, status), Index.of(status));
    }

    private static Embedding embedding(boolean probe, Status status) {
        return new Embedding(status.trouble().isEmpty() && (probe || status.vectors() > 0), probe || !status.trouble().isEmpty(),
                trouble(status));
    }

    private static Optional<String> trouble(Status status) {
        return Optional.of(status.trouble()).filter(text -> !text.isEmpty());
    }

    private Agent agent(Optional<String> id) {
        return id.map(wanted -> agents.list().stream().filter(agent -> agent.id().value().equals(wanted)).findFirst().orElseThrow(() ->
                RpcFault.invalid("agent \"" + wanted + "\" not found", Map.of("code", "UNKNOWN_AGENT_ID", "agentId", wanted))))
                .orElseGet(agents::primary);
    }

    private static <T> T asked(Supplier<T> what) {
        try {
            return what.get();
        } catch (Permanent | Denied refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        } catch (Transient later) {
            throw RpcFault.unavailable(String.valueOf(later.getMessage()), later.after().toMillis());
        }
    }
}
