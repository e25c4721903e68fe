package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lists of what this house does not have yet: nodes, suggestions, approvals of plugins. Clients ask for them on every
 * page; that there is none is the truth. Whoever builds one of these takes its method out of here.
 */
@Component(service = RpcMethods.class)
public final class UnbuiltLists implements RpcMethods {
    private final Clock clock;

    @Activate
    public UnbuiltLists(@Reference Clock clock) {
        this.clock = clock;
    }

    public record NoParams() {}

    public record Nodes(long ts, List<Object> nodes) {}

    @Rpc(value = "node.list", scope = Scope.READ)
    public Nodes nodes(NoParams params, Caller caller) {
        return new Nodes(clock.now().toEpochMilli(), List.of());
    }

    public record NodePairs(List<Object> pending, List<Object> paired) {}

    @Rpc(value = "node.pair.list", scope = Scope.PAIRING)
    public NodePairs nodePairs(NoParams params, Caller caller) {
        return new NodePairs(List.of(), List.of());
    }

    public record SuggestionsParams(Optional<String> sessionKey, Optional<String> agentId) {}

    public record Suggestions(List<Object> suggestions) {}

    @Rpc(value = "taskSuggestions.list", scope = Scope.READ)
    public Suggestions suggestions(SuggestionsParams params, Caller caller) {
        return new Suggestions(List.of());
    }

    @Rpc(value = "plugin.approval.list", scope = Scope.APPROVALS)
    public List<Object> pluginApprovals(NoParams params, Caller caller) {
        return List.of();
    }

    @Rpc(value = "openclaw.approval.list", scope = Scope.APPROVALS)
    public List<Object> ownApprovals(NoParams params, Caller caller) {
        return List.of();
    }
}
