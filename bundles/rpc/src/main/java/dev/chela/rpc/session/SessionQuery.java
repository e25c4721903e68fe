package dev.chela.rpc.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers {@code sessions.list}. */
@Component(service = SessionQuery.class)
public final class SessionQuery {
    private static final int DEFAULT_LIMIT = 100;

    private final Sessions sessions;
    private final SessionRows rows;
    private final Runs runs;
    private final Agents agents;
    private final Clock clock;
    private final String database;

    @Activate
    public SessionQuery(
            @Reference Sessions sessions, @Reference SessionRows rows, @Reference Runs runs, @Reference Agents agents,
            @Reference Clock clock, @Reference Home home) {
        this.sessions = sessions;
        this.rows = rows;
        this.runs = runs;
        this.agents = agents;
        this.clock = clock;
        this.database = home.state().resolve("chela.db").toString();
    }

    public record Result(
            long ts, String path, int count, int totalCount, int limitApplied, int offset,
            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS)
                    @org.jspecify.annotations.Nullable Integer nextOffset,
            boolean hasMore, List<Object> owners, Optional<List<Object>> people, Optional<Boolean> peopleIncomplete,
            Optional<Integer> peopleSessionCount, Defaults defaults, List<SessionRows.Row> sessions) {}

    public record Defaults(String modelProvider, String model, int contextTokens) {}

    public Result list(ListParams params) {
        List<Session> matching = matching(params).toList();
        int offset = params.offset().orElse(0);
        int limit = params.limit().orElse(DEFAULT_LIMIT);
        boolean titles = params.includeDerivedTitles().orElse(false);
        boolean preview = params.includeLastMessage().orElse(false);
        List<SessionRows.Row> page =
                matching.stream().skip(offset).limit(limit).map(s -> rows.row(s, titles, preview)).toList();
        boolean more = offset + page.size() < matching.size();
        Optional<Boolean> people = params.includePeople().filter(wanted -> wanted);
        return new Result(clock.now().toEpochMilli(), database, page.size(), matching.size(),
                limit, offset, more ? Integer.valueOf(offset + page.size()) : null, more, List.of(), people.map(any -> List.of()),
                people.map(any -> false), people.map(any -> 0), defaults(), page);
    }

    private Defaults defaults() {
        Session main = sessions.open(dev.chela.core.session.SessionKeys.main(agents.primary().id()));
        SessionRows.Row row = rows.row(main, false, false);
        return new Defaults(row.modelProvider(), row.model(), row.contextTokens());
    }

    /** All that the filters let through, in the order that is asked for. */
    Stream<Session> matching(ListParams params) {
        Predicate<Session> all = session -> true;
        all = and(all, params.agentId(), (s, id) -> s.key().agent().equals(new AgentId(id)));
        all = and(all, params.label(), (s, label) -> s.label().equals(label));
        all = and(all, params.search(), SessionQuery::contains);
        all = and(all, params.activeMinutes(),
                (s, minutes) -> s.updatedAt() >= clock.now().minusSeconds(60L * minutes).toEpochMilli());
        all = and(all, params.activeOnly().filter(only -> only), (s, only) -> runs.active(s.key()).isPresent());
        all = and(all, params.configuredAgentsOnly().filter(only -> only),
                (s, only) -> agents.list().stream().anyMatch(agent -> agent.id().equals(s.key().agent())));
        all = and(all, Optional.of(true).filter(any -> params.asksForNothingHere()), (s, any) -> false);
        all = and(all, Optional.of(params.archived().orElse(false)).filter(Boolean.class::isInstance),
                (s, archived) -> archived.equals(s.look().archivedAt() > 0));
        all = and(all, params.pinned(), (s, pinned) -> pinned.equals(s.look().pinnedAt() > 0));
        all = and(all, params.group(), (s, group) -> group.equals(s.look().category()));
        all = and(all, params.excludeSubagents(), (s, not) -> !not || !s.key().rest().startsWith("subagent:"));
        all = and(all, params.excludeCron(), (s, not) -> !not || !s.key().rest().startsWith("cron:"));
        all = and(all, params.excludeSystem(), (s, not) -> !not || !s.key().rest().startsWith("hook:"));
        all = and(all, params.requireLastInteraction(), (s, need) -> !need || s.last().startedAt() > 0);
        return sorted(sessions.list().stream().filter(all), params.sortBy().orElse(ListParams.SortBy.UPDATED_AT));
    }

    /** The index comes sorted by change; a run's start is the trace that an interaction leaves. */
    private static Stream<Session> sorted(Stream<Session> found, ListParams.SortBy by) {
        return by == ListParams.SortBy.LAST_INTERACTION_AT
                ? found.sorted(Comparator.comparingLong((Session s) -> s.last().startedAt()).reversed()) : found;
    }

    private static <T> Predicate<Session> and(
            Predicate<Session> all, Optional<T> wanted, java.util.function.BiPredicate<Session, T> test) {
        return wanted.isEmpty() ? all : all.and(session -> test.test(session, wanted.get()));
    }

    private static boolean contains(Session session, String text) {
        String needle = text.toLowerCase(Locale.ROOT);
        return Stream.of(session.key().value(), session.label(), session.last().title(), session.last().preview())
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(needle));
    }
}
