package dev.chela.rpc.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
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
        List<Glance> matching = matching(params).toList();
        int offset = params.offset().orElse(0);
        int limit = params.limit().orElse(DEFAULT_LIMIT);
        boolean titles = params.includeDerivedTitles().orElse(false);
        boolean preview = params.includeLastMessage().orElse(false);
        List<Glance> shown = matching.stream().skip(offset).limit(limit).toList();
        SessionRows.Sheet sheet = rows.sheet();
        List<SessionRows.Row> page = shown.stream().flatMap(this::whole).map(s -> sheet.row(s, titles, preview)).toList();
        boolean more = offset + shown.size() < matching.size();
        Optional<Boolean> people = params.includePeople().filter(wanted -> wanted);
        return new Result(clock.now().toEpochMilli(), database, page.size(), matching.size(),
                limit, offset, more ? Integer.valueOf(offset + shown.size()) : null, more, List.of(), people.map(any -> List.of()),
                people.map(any -> false), people.map(any -> 0), defaults(sheet), page);
    }

    private Defaults defaults(SessionRows.Sheet sheet) {
        Session main = sessions.open(SessionKeys.main(agents.primary().id()));
        SessionRows.Row row = sheet.row(main, false, false);
        return new Defaults(row.modelProvider(), row.model(), row.contextTokens());
    }

    /** All that the filters let through, in the order that is asked for. */
    Stream<Glance> matching(ListParams params) {
        Predicate<Glance> all = each -> true;
        all = and(all, params.agentId(), (s, id) -> s.key().agent().equals(new AgentId(id)));
        all = and(all, params.label(), (s, label) -> s.label().equals(label));
        all = and(all, params.activeMinutes(),
                (s, minutes) -> s.updatedAt() >= clock.now().minusSeconds(60L * minutes).toEpochMilli());
        all = and(all, params.activeOnly().filter(only -> only), (s, only) -> runs.active(s.key()).isPresent());
        all = and(all, params.configuredAgentsOnly().filter(only -> only),
                (s, only) -> agents.list().stream().anyMatch(agent -> agent.id().equals(s.key().agent())));
        all = and(all, Optional.of(true).filter(any -> params.asksForNothingHere()), (s, any) -> false);
        all = and(all, Optional.of(params.archived().orElse(false)).filter(Boolean.class::isInstance),
                (s, archived) -> archived.equals(s.archivedAt() > 0));
        all = and(all, params.pinned(), (s, pinned) -> pinned.equals(s.pinnedAt() > 0));
        all = and(all, params.group(), (s, group) -> group.equals(s.category()));
        all = and(all, params.excludeSubagents(), (s, not) -> !not || !SessionKeys.isSpawned(s.key()));
        all = and(all, params.spawnedBy().map(by -> Keys.read(agents, by, params.agentId()).value()), this::isSpawnedBy);
        all = and(all, params.excludeCron(), (s, not) -> !not || !s.key().rest().startsWith("cron:"));
        all = and(all, params.excludeSystem(), (s, not) -> !not || !s.key().rest().startsWith("hook:"));
        all = and(all, params.requireLastInteraction(), (s, need) -> !need || s.spokenAt() > 0);
        all = and(all, params.search(), this::contains);
        return sorted(sessions.glances().stream().filter(all), params.sortBy().orElse(ListParams.SortBy.UPDATED_AT));
    }

    /** The index comes sorted by change; a run's start is the trace that an interaction leaves. */
    private static Stream<Glance> sorted(Stream<Glance> found, ListParams.SortBy by) {
        return by == ListParams.SortBy.LAST_INTERACTION_AT
                ? found.sorted(Comparator.comparingLong(Glance::spokenAt).reversed()) : found;
    }

    private static <T> Predicate<Glance> and(
            Predicate<Glance> all, Optional<T> wanted, java.util.function.BiPredicate<Glance, T> test) {
        return wanted.isEmpty() ? all : all.and(glance -> test.test(glance, wanted.get()));
    }

    /** A sub-agent has to be read for it, and nobody else. */
    private boolean isSpawnedBy(Glance glance, String parent) {
        return SessionKeys.isSpawned(glance.key()) && whole(glance).anyMatch(session -> session.source().spawnedBy().equals(parent));
    }

    /** The one filter for which a session has to be read: it looks at what was said too. */
    private boolean contains(Glance glance, String text) {
        String needle = text.toLowerCase(Locale.ROOT);
        return whole(glance).flatMap(session -> Stream.of(
                session.key().value(), session.label(), session.last().title(), session.last().preview()))
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(needle));
    }

    /** Nothing when it was deleted meanwhile. */
    Stream<Session> whole(Glance glance) {
        return sessions.find(glance.key()).stream();
    }
}
