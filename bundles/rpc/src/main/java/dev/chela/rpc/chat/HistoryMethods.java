package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.rpc.agent.RosterMethods;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was said: {@code chat.history}, {@code chat.startup} and {@code chat.message.get}. */
@Component(service = {RpcMethods.class, HistoryMethods.class})
public final class HistoryMethods implements RpcMethods {
    private static final int DEFAULT_LIMIT = 200;
    private static final int LONGEST_DELTA = 1000;
    private static final int LONGEST_MESSAGE = 1_000_000;

    private final Intake intake;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final SessionRows rows;
    private final Runs runs;
    private final Agents agents;

    @Activate
    public HistoryMethods(
            @Reference Intake intake, @Reference Sessions sessions, @Reference Transcripts transcripts,
            @Reference SessionRows rows, @Reference Runs runs, @Reference Agents agents) {
        this.intake = intake;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.rows = rows;
        this.runs = runs;
        this.agents = agents;
    }

    /** @param messageId the page is the one in whose middle this message stands, instead of the one at {@code offset} */
    public record Params(
            String sessionKey, Optional<String> agentId, @Range(min = 1, max = 1000) Optional<Integer> limit,
            @Range(min = 1024) Optional<Integer> maxBytes, @Range(min = 1, max = 500_000) Optional<Integer> maxChars,
            @Range(min = 0) Optional<Integer> offset, Optional<String> messageId, Optional<String> cursor,
            Optional<String> sessionId, @Range(min = 1) Optional<Integer> pendingBefore, Optional<List<String>> inputRunIds) {
        HistoryBudget budget() {
            return new HistoryBudget(maxBytes, maxChars);
        }
    }

    /** A page; all that happened after a cursor; or that the cursor holds no more. */
    public sealed interface History permits Page, Delta, Reset {}

    /** @param sessionId absent for a session that nobody has begun: it gets its id with its first message */
    public record Page(
            String sessionKey, Optional<String> sessionId, List<Map<String, Object>> messages, boolean hasMore, int totalMessages,
            Optional<Integer> nextOffset, String deltaCursor, Inputs.Page pendingInputs, Map<String, Object> defaults,
            SessionRows.Row sessionInfo, Optional<InFlight> inFlightRun, Optional<List<Inputs.Receipt>> inputReceipts,
            Optional<String> thinkingLevel, Optional<String> verboseLevel, Optional<RosterMethods.Listed> agentsList,
            Optional<MetadataMethods.Metadata> metadata) implements History {
        /** Together with what a client that has just opened asks next. */
        Page with(RosterMethods.Listed agents, MetadataMethods.Metadata choices) {
            return new Page(sessionKey, sessionId, messages, hasMore, totalMessages, nextOffset, deltaCursor, pendingInputs, defaults,
                    sessionInfo, inFlightRun, inputReceipts, thinkingLevel, verboseLevel, Optional.of(agents), Optional.of(choices));
        }
    }

    public record Delta(
            String kind, List<Map<String, Object>> messages, String deltaCursor, SessionRows.Row sessionInfo,
            Optional<InFlight> inFlightRun, Inputs.Page pendingInputs, Optional<List<Inputs.Receipt>> inputReceipts)
            implements History {}

    public record Reset(String kind) implements History {}

    public record InFlight(String runId, String text, long startedAt) {}

    @Rpc(value = "chat.history", scope = Scope.READ)
    public History history(Params params, Caller caller) {
        return read("chat.history", params);
    }

    /** @param method in whose name what is wrong is refused */
    History read(String method, Params params) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        Session session = sessions.open(key);
        if (params.sessionId().filter(id -> sessions.find(key).isPresent() && !id.equals(session.id())).isPresent()) {
            throw Keys.sessionChanged(key);
        }
        return params.cursor().isPresent() ? delta(method, params, session) : page(method, params, session);
    }

    private History delta(String method, Params params, Session session) {
        HistoryCursor cursor = HistoryCursor.read(params.cursor().orElseThrow()).orElseThrow(() -> RpcFault.invalid(
                "invalid " + method + " params: at /cursor: is no cursor; leave it out, or send the deltaCursor of an earlier answer"));
        List<Entry> news = cursor.isOf(session) ? since(session, cursor) : List.of();
        List<Map<String, Object>> fitting = params.budget().fit(news.stream().map(WireMessage::of).toList());
        if (!cursor.isOf(session) || news.size() > LONGEST_DELTA || fitting.size() < news.size()) {
            return new Reset("reset");
        }
        return new Delta("delta", fitting, HistoryCursor.at(session).text(), rows.row(session, true, true), inFlight(session.key()),
                pending(params, session.key()), receipts(params));
    }

    /** As many as are told at most, and one more. */
    private List<Entry> since(Session session, HistoryCursor cursor) {
        Deque<Entry> news = new ArrayDeque<>();
        transcripts.back(session, entry -> {
            boolean later = entry.seq() > cursor.seq();
            if (later) {
                news.addFirst(entry);
            }
            return later && news.size() <= LONGEST_DELTA;
        });
        return List.copyOf(news);
    }

    private History page(String method, Params params, Session session) {
        int limit = params.limit().orElse(DEFAULT_LIMIT);
        int offset = params.messageId().map(id -> around(method, session, id, limit)).orElse(params.offset().orElse(0));
        Transcripts.Page page = transcripts.page(session, offset, limit);
        List<Map<String, Object>> messages = params.budget().fit(page.messages().stream().map(WireMessage::of).toList());
        int next = offset + messages.size();
        boolean more = page.more() || messages.size() < page.messages().size();
        SessionRows.Row row = rows.row(session, true, true);
        return new Page(session.key().value(), row.sessionId(), messages, more, total(session), more ? Optional.of(next) : Optional.empty(),
                HistoryCursor.at(session).text(), pending(params, session.key()), Map.of(), row, inFlight(session.key()),
                receipts(params), row.thinkingLevel(), row.verboseLevel(), Optional.empty(), Optional.empty());
    }

    /** Of a conversation that nobody has counted yet, as many as it can have at most: the entries of its transcript. */
    private int total(Session session) {
        return transcripts.total(session).orElse((int) Math.min(Integer.MAX_VALUE, session.entries()));
    }

    /** How many of the newest messages to leave out, so that this one stands in the middle of the page. */
    private int around(String method, Session session, String id, int limit) {
        AtomicInteger passed = new AtomicInteger();
        Optional<Entry> found = transcripts.newest(session, entry -> {
            passed.incrementAndGet();
            return entry.id().equals(id);
        });
        if (found.isPresent()) {
            return Math.max(0, passed.get() - 1 - limit / 2);
        }
        throw RpcFault.invalid("invalid " + method + " params: at /messageId: " + session.key() + " has no message '" + id + "'");
    }

    private Optional<InFlight> inFlight(SessionKey key) {
        return runs.active(key).map(run -> new InFlight(run.run().value(), run.text(), run.startedAt()));
    }

    private Inputs.Page pending(Params params, SessionKey key) {
        return Inputs.waiting(runs.waiting(key), params.pendingBefore());
    }

    private Optional<List<Inputs.Receipt>> receipts(Params params) {
        return params.inputRunIds().map(ids -> ids.stream().flatMap(id -> intake.find(id).stream()).map(Inputs::receipt).toList());
    }

    public record GetParams(
            String sessionKey, Optional<String> agentId, String messageId,
            @Range(min = 1, max = 2_000_000) Optional<Integer> maxChars) {}

    /** @param unavailableReason {@code not_found} unless {@code ok} */
    public record Found(boolean ok, Optional<Map<String, Object>> message, Optional<String> unavailableReason) {}

    /** One message in full, for a client whose page cut it; also one that still waits for a run. */
    @Rpc(value = "chat.message.get", scope = Scope.READ)
    public Found message(GetParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        HistoryBudget budget = new HistoryBudget(Optional.empty(), params.maxChars().or(() -> Optional.of(LONGEST_MESSAGE)));
        Optional<Map<String, Object>> message = params.messageId().startsWith(Inputs.PENDING)
                ? runs.waiting(key).stream().filter(input -> params.messageId().equals(Inputs.PENDING + input.id()))
                        .map(Inputs::message).findFirst()
                : transcripts.newest(sessions.open(key), entry -> entry.id().equals(params.messageId())).map(WireMessage::of);
        return new Found(message.isPresent(), message.map(budget::cut),
                message.isPresent() ? Optional.empty() : Optional.of("not_found"));
    }
}
