package dev.chela.rpc.session;

import dev.chela.api.config.Range;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Search;
import dev.chela.core.session.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.search}: messages by their words. */
@Component(service = RpcMethods.class)
public final class SearchMethods implements RpcMethods {
    private static final int LONGEST_QUERY = 4096;
    private static final int MOST_KEYS = 200;
    private static final int DEFAULT_LIMIT = 10;

    private final Search search;
    private final SessionQuery query;
    private final SessionRows rows;
    private final Agents agents;

    @Activate
    public SearchMethods(
            @Reference Search search, @Reference SessionQuery query, @Reference SessionRows rows, @Reference Agents agents) {
        this.search = search;
        this.query = query;
        this.rows = rows;
        this.agents = agents;
    }

    /** @param scope the filters of {@code sessions.list}: only what that would list is searched */
    public record Params(
            String query, Optional<String> agentId, Optional<List<String>> sessionKeys, Optional<ListParams.Filter> scope,
            @Range(min = 1, max = 25) Optional<Integer> limit) {}

    public record Result(List<Hit> results, List<SessionRows.Row> sessions, Optional<Boolean> truncated) {}

    public record Hit(
            String sessionKey, String sessionId, String messageId, String role, long timestamp, String snippet, double score) {}

    @Rpc(value = "sessions.search", scope = Scope.READ)
    public Result search(Params params, Caller caller) {
        if (params.query().isBlank() || params.query().length() > LONGEST_QUERY) {
            throw RpcFault.invalid("invalid sessions.search params: at /query: must have 1 to " + LONGEST_QUERY + " characters");
        }
        Search.Found found = search.find(params.query(), among(params), params.limit().orElse(DEFAULT_LIMIT));
        List<Session> sessions = found.hits().stream().map(Search.Hit::session).distinct().toList();
        return new Result(found.hits().stream().map(SearchMethods::hit).toList(),
                sessions.stream().map(session -> rows.row(session, true, true)).toList(),
                found.truncated() ? Optional.of(true) : Optional.empty());
    }

    private List<Session> among(Params params) {
        Set<SessionKey> only = new HashSet<>();
        List<String> keys = params.sessionKeys().orElse(List.of());
        if (params.sessionKeys().isPresent() && keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw RpcFault.invalid("invalid sessions.search params: at /sessionKeys: must have 1 to " + MOST_KEYS + " items");
        }
        keys.forEach(key -> only.add(Keys.read(agents, key, params.agentId())));
        ListParams filters = params.scope().map(ListParams.Filter::all).orElse(ListParams.NONE);
        return query.matching(filters).filter(glance -> only.isEmpty() || only.contains(glance.key()))
                .filter(glance -> params.agentId().isEmpty() || glance.key().agent().value().equals(params.agentId().get()))
                .flatMap(query::whole)
                .toList();
    }

    private static Hit hit(Search.Hit hit) {
        return new Hit(hit.session().key().value(), hit.session().id(), hit.entry().id(), hit.entry().role(),
                hit.entry().message().path("timestamp").asLong(), hit.snippet(), hit.score());
    }
}
