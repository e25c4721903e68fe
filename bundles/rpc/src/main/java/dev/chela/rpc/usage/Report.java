package dev.chela.rpc.usage;

import dev.chela.core.session.Session;
import dev.chela.rpc.session.SessionRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds sessions up, and writes the sums in the protocol's names. Used by one thread. */
final class Report {
    private final Period period;
    private final SessionRows rows;
    private final Tally all;
    private final Map<String, Totals> byAgent = new TreeMap<>();
    private final List<SessionUse> sessions = new ArrayList<>();

    Report(Period period, SessionRows rows) {
        this.period = period;
        this.rows = rows;
        this.all = new Tally(period.zone());
    }

    record SessionUse(
            String key, Optional<String> label, String sessionId, long updatedAt, String agentId, String chatType, String modelProvider,
            String model, Summary usage) {}

    record DayUse(String date, long tokens, BigDecimal cost) {}

    record DayCounts(String date, long total, long user, long assistant, long toolCalls, long toolResults, long errors) {}

    record Summary(
            long input, long output, long cacheRead, long cacheWrite, long totalTokens, BigDecimal totalCost, BigDecimal inputCost,
            BigDecimal outputCost, BigDecimal cacheReadCost, BigDecimal cacheWriteCost, long missingCostEntries, String sessionId,
            Optional<Long> firstActivity, Optional<Long> lastActivity, Optional<Long> durationMs, List<String> activityDates,
            List<DayUse> dailyBreakdown, List<DayCounts> dailyMessageCounts, Counts messageCounts, Tally.Tools toolUsage,
            List<Tally.ModelUse> modelUsage, Optional<Tally.Latency> latency) {}

    record ProviderUse(String provider, long count, Totals totals) {}

    record AgentUse(String agentId, Totals totals) {}

    record Daily(String date, long tokens, BigDecimal cost, long messages, long toolCalls, long errors) {}

    record Aggregates(
            Counts messages, Tally.Tools tools, List<Tally.ModelUse> byModel, List<ProviderUse> byProvider, List<AgentUse> byAgent,
            List<Object> byChannel, Optional<Tally.Latency> latency, List<Daily> daily) {}

    void add(Session session, List<Use> uses) {
        Tally own = new Tally(period.zone());
        all.next();
        uses.forEach(use -> {
            own.add(use);
            all.add(use);
        });
        byAgent.merge(session.key().agent().value(), own.totals(), Totals::plus);
        SessionRows.Row row = rows.row(session, false, false);
        sessions.add(new SessionUse(row.key(), row.label().or(row::displayName), session.id(), row.updatedAt(), row.agentId(),
                row.chatType(), row.modelProvider(), row.model(), summary(session, own)));
    }

    private static Summary summary(Session session, Tally own) {
        Totals sum = own.totals();
        Optional<Long> since = Optional.of(own.first()).filter(at -> at > 0);
        return new Summary(sum.input(), sum.output(), sum.cacheRead(), sum.cacheWrite(), sum.totalTokens(), sum.totalCost(),
                sum.inputCost(), sum.outputCost(), sum.cacheReadCost(), sum.cacheWriteCost(), sum.missingCostEntries(), session.id(),
                since, since.map(at -> own.last()), since.map(at -> own.last() - at),
                own.days().keySet().stream().map(LocalDate::toString).toList(),
                own.days().entrySet().stream().map(day -> new DayUse(day.getKey().toString(), day.getValue().totals().totalTokens(),
                        day.getValue().totals().totalCost())).toList(),
                own.days().entrySet().stream().map(day -> counts(day.getKey(), day.getValue().counts())).toList(),
                own.counts(), own.tools(), own.models(), own.latency());
    }

    private static DayCounts counts(LocalDate day, Counts of) {
        return new DayCounts(day.toString(), of.total(), of.user(), of.assistant(), of.toolCalls(), of.toolResults(), of.errors());
    }

    /** Those that took most first. */
    List<SessionUse> sessions(int limit) {
        return sessions.stream().sorted(Comparator.comparing((SessionUse session) -> session.usage().totalCost())
                .thenComparing(session -> session.usage().totalTokens()).thenComparing(SessionUse::updatedAt).reversed())
                .limit(limit).toList();
    }

    Totals totals() {
        return all.totals();
    }

    Aggregates aggregates() {
        return new Aggregates(all.counts(), all.tools(), all.models(), providers(),
                byAgent.entrySet().stream().map(agent -> new AgentUse(agent.getKey(), agent.getValue())).toList(), List.of(),
                all.latency(), all.days().entrySet().stream().map(day -> daily(day.getKey(), day.getValue())).toList());
    }

    private List<ProviderUse> providers() {
        Map<String, ProviderUse> found = new TreeMap<>();
        all.models().forEach(model -> found.merge(model.provider(), new ProviderUse(model.provider(), model.count(), model.totals()),
                (one, more) -> new ProviderUse(one.provider(), one.count() + more.count(), one.totals().plus(more.totals()))));
        return List.copyOf(found.values());
    }

    private static Daily daily(LocalDate date, Tally.Day day) {
        return new Daily(date.toString(), day.totals().totalTokens(), day.totals().totalCost(), day.counts().total(),
                day.counts().toolCalls(), day.counts().errors());
    }
}
