package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.rpc.agent.RosterMethods;
import dev.chela.rpc.session.LookupMethods;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code chat.startup}: the history, the agents and what can be chosen, for a client that has just opened: it asks once. */
@Component(service = RpcMethods.class)
public final class StartupMethods implements RpcMethods {
    private static final String METHOD = "chat.startup";

    private final HistoryMethods histories;
    private final LookupMethods sessions;
    private final RosterMethods agents;
    private final MetadataMethods choices;

    @Activate
    public StartupMethods(
            @Reference HistoryMethods histories, @Reference LookupMethods sessions, @Reference RosterMethods agents,
            @Reference MetadataMethods choices) {
        this.histories = histories;
        this.sessions = sessions;
        this.agents = agents;
        this.choices = choices;
    }

    /**
     * As {@link HistoryMethods.Params}, or the session by what the address of a page has of it.
     *
     * @param shortId the beginning of the session's id; then {@code agentId} says whose
     * @param slugHint words of its title, which decide among several that begin alike
     */
    public record Params(
            Optional<String> sessionKey, Optional<String> shortId, Optional<String> slugHint, Optional<String> agentId,
            @Range(min = 1, max = 1000) Optional<Integer> limit, @Range(min = 1024) Optional<Integer> maxBytes,
            @Range(min = 1, max = 500_000) Optional<Integer> maxChars, @Range(min = 0) Optional<Integer> offset,
            Optional<String> messageId, Optional<String> cursor, Optional<String> sessionId,
            @Range(min = 1) Optional<Integer> pendingBefore, Optional<List<String>> inputRunIds) {
        private HistoryMethods.Params of(String key) {
            return new HistoryMethods.Params(key, agentId, limit, maxBytes, maxChars, offset, messageId, cursor, sessionId, pendingBefore,
                    inputRunIds);
        }
    }

    /** @throws RpcFault when no session is meant, or not one alone */
    @Rpc(value = METHOD, scope = Scope.READ)
    public HistoryMethods.History startup(Params params, Caller caller) {
        if (params.sessionKey().isPresent() == params.shortId().isPresent()) {
            throw RpcFault.invalid("invalid " + METHOD + " params: at root: must have required property 'sessionKey' or 'shortId', and not both");
        }
        HistoryMethods.History history = histories.read(METHOD, params.of(params.sessionKey().orElseGet(() -> found(params))));
        return history instanceof HistoryMethods.Page page
                ? page.with(agents.list(), choices.of(page.sessionKey(), Optional.empty())) : history;
    }

    private String found(Params params) {
        if (params.agentId().isEmpty()) {
            throw RpcFault.invalid("invalid " + METHOD + " params: at root: must have required property 'agentId'");
        }
        List<String> keys = sessions.begun(params.shortId().orElseThrow(), params.slugHint(), params.agentId());
        if (keys.size() != 1) {
            throw RpcFault.invalid(keys.isEmpty() ? "No session found: " + params.shortId().get()
                    : "several sessions begin with " + params.shortId().get() + ": " + String.join(", ", keys));
        }
        return keys.get(0);
    }
}
