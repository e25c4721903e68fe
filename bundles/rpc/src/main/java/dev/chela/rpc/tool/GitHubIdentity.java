package dev.chela.rpc.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code tools.github.status}: as whom an agent's commands speak to GitHub. This house keeps no account of its own there: they use what
 * the machine's {@code git} and {@code gh} are set up with, and nobody here looks at that.
 */
@Component(service = RpcMethods.class)
public final class GitHubIdentity implements RpcMethods {
    private final Agents agents;

    @Activate
    public GitHubIdentity(@Reference Agents agents) {
        this.agents = agents;
    }

    public enum Place { @JsonProperty("system") SYSTEM, @JsonProperty("agent") AGENT }

    public record Params(String agentId, Place selectedScope) {}

    public record Status(String agentId, Place selectedScope, Selected selected, Facts effective) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Selected(Place scope, boolean configured, @Nullable Facts identity) {}

    public record Author(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String name, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String email) {}

    /** In the protocol's words; what nobody looked at is null, or said to be unverified. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Facts(
            String source, String credentialKind, String credentialState, @Nullable Object account, Author gitAuthor, String evidence,
            @Nullable Long accessExpiresAtMs, String refreshState, List<String> oauthScopes, String repositoryGrants) {
        static final Facts OF_THE_MACHINE = new Facts("system-detected", "native", "unverified", null, new Author(null, null), "none", null,
                "not_applicable", List.of(), "unknown");
    }

    @Rpc(value = "tools.github.status", scope = Scope.READ)
    public Status status(Params params, Caller caller) {
        if (agents.list().stream().noneMatch(agent -> agent.id().value().equals(params.agentId()))) {
            throw RpcFault.invalid("unknown agent id \"" + params.agentId() + "\"");
        }
        return new Status(params.agentId(), params.selectedScope(), new Selected(params.selectedScope(), false, null),
                Facts.OF_THE_MACHINE);
    }
}
