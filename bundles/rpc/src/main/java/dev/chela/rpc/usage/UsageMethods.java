package dev.chela.rpc.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.text.Excerpt;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.usage}, {@code sessions.usage.timeseries} and {@code sessions.usage.logs}. */
@Component(service = RpcMethods.class)
public final class UsageMethods implements RpcMethods {
    private static final int DEFAULT_SESSIONS = 50;
    private static final int MOST_POINTS = 200;
    private static final int DEFAULT_LINES = 200;
    private static final int LONGEST_LINE = 2_000;

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final SessionRows rows;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public UsageMethods(
            @Reference Sessions sessions, @Reference Transcripts transcripts, @Reference SessionRows rows, @Reference Agents agents,
            @Reference Clock clock) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.rows = rows;
        this.agents = agents;
        this.clock = clock;
    }

    enum AgentScope { @JsonProperty("all") ALL }

    /** A session keeps its id and its file over its resets, so that both are the same. */
    enum GroupBy { @JsonProperty("instance") INSTANCE, @JsonProperty("family") FAMILY }

    /**
     * @param agentScope all agents, as when no agent is named
     * @param includeHistorical of no consequence: what was said before a reset is always counted
     * @param includeContextWeight of no consequence: nobody measures what of a prompt the system's part is
     */
    public record Params(
            Optional<String> key, Optional<String> agentId, Optional<AgentScope> agentScope, Optional<String> startDate,
            Optional<String> endDate, Optional<Period.Mode> mode, Optional<Period.Range> range, Optional<GroupBy> groupBy,
            Optional<Boolean> includeHistorical, Optional<String> utcOffset, Optional<String> timeZone,
            @dev.chela.api.config.Range(min = 1) Optional<Integer> limit, Optional<Boolean> includeContextWeight) {}

    /** The sums are of all sessions, also of those beyond the limit. */
    public record Result(
            long updatedAt, String startDate, String endDate, List<Report.SessionUse> sessions, Totals totals, Report.Aggregates aggregates) {}

    @Rpc(value = "sessions.usage", scope = Scope.READ)
    public Result usage(Params params, Caller caller) {
        Instant now = clock.now();
        Period period = Period.of("sessions.usage", params.startDate(), params.endDate(), params.range(),
                Period.zone("sessions.usage", params.mode(), params.timeZone(), params.utcOffset()), now);
        Report report = new Report(period, rows);
        among(params).filter(session -> params.key().isPresent() || session.updatedAt() >= period.from().toEpochMilli()).forEach(session -> {
            List<Use> uses = uses(session, period.from()).stream().filter(use -> period.has(use.at())).toList();
            if (!uses.isEmpty() || params.key().isPresent()) {
                report.add(session, uses);
            }
        });
        return new Result(now.toEpochMilli(), period.first().toString(), period.last().toString(),
                report.sessions(params.limit().orElse(DEFAULT_SESSIONS)), report.totals(), report.aggregates());
    }

    private Stream<Session> among(Params params) {
        if (params.agentScope().isPresent() && params.agentId().isPresent()) {
            throw RpcFault.invalid("invalid sessions.usage params: at /agentScope: must be left out when there is an agentId");
        }
        if (params.key().isPresent()) {
            return Stream.of(session(params.key().get(), params.agentId()));
        }
        return sessions.list().stream().filter(session -> params.agentId().map(session.key().agent().value()::equals).orElse(true));
    }

    private Session session(String key, Optional<String> agentId) {
        SessionKey read = Keys.read(agents, key, agentId);
        return sessions.find(read).orElseThrow(() -> RpcFault.invalid("No session found: " + key));
    }

    private List<Use> uses(Session session, Instant since) {
        return said(session, since).map(Use::of).toList();
    }

    private Stream<Entry> said(Session session, Instant since) {
        return transcripts.written(session, since).stream().filter(Entry::isMessage).filter(entry -> !entry.message().has("command"));
    }

    public record SeriesParams(String key, Optional<String> agentId) {}

    public record Series(String sessionId, List<Point> points) {}

    public record Point(
            long timestamp, long input, long output, long cacheRead, long cacheWrite, long totalTokens, BigDecimal cost,
            long cumulativeTokens, BigDecimal cumulativeCost) {}

    /** A point for each answer; for several that follow each other when there are too many to draw. */
    @Rpc(value = "sessions.usage.timeseries", scope = Scope.READ)
    public Series series(SeriesParams params, Caller caller) {
        Session session = session(params.key(), params.agentId());
        List<Use> answers = uses(session, Instant.EPOCH).stream().filter(Use::spent).toList();
        int together = Math.max(1, (answers.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<Point> points = new ArrayList<>();
        Totals all = Totals.NONE;
        for (int from = 0; from < answers.size(); from += together) {
            List<Use> some = answers.subList(from, Math.min(answers.size(), from + together));
            Totals sum = some.stream().map(Use::totals).reduce(Totals.NONE, Totals::plus);
            all = all.plus(sum);
            points.add(new Point(some.get(some.size() - 1).at(), sum.input(), sum.output(), sum.cacheRead(), sum.cacheWrite(),
                    sum.totalTokens(), sum.totalCost(), all.totalTokens(), all.totalCost()));
        }
        return new Series(session.id(), points);
    }

    public record LogParams(String key, Optional<String> agentId, @dev.chela.api.config.Range(min = 1, max = 1000) Optional<Integer> limit) {}

    public record Log(List<Line> logs) {}

    public record Line(long timestamp, String role, String content, Optional<Long> tokens, Optional<BigDecimal> cost) {}

    /** The newest messages, oldest first, each with what it took. */
    @Rpc(value = "sessions.usage.logs", scope = Scope.READ)
    public Log logs(LogParams params, Caller caller) {
        List<Line> lines = said(session(params.key(), params.agentId()), Instant.EPOCH).map(UsageMethods::line)
                .filter(line -> !line.content().isEmpty()).toList();
        return new Log(lines.subList(Math.max(0, lines.size() - params.limit().orElse(DEFAULT_LINES)), lines.size()));
    }

    private static Line line(Entry entry) {
        Use use = Use.of(entry);
        String said = entry.text().strip();
        String whole = said.isEmpty() && !use.tools().isEmpty() ? "[calls " + String.join(", ", use.tools()) + "]" : said;
        Optional<Totals> spent = Optional.of(use.totals()).filter(totals -> use.spent());
        return new Line(use.at(), use.role(), Excerpt.of(whole, LONGEST_LINE),
                spent.map(Totals::totalTokens), spent.map(Totals::totalCost));
    }
}
