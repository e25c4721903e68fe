package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code chat.*}. */
@Component(service = RpcMethods.class)
public final class ChatMethods implements RpcMethods {
    private static final int DEFAULT_LIMIT = 200;

    private final Intake intake;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final SessionRows rows;
    private final Runs runs;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public ChatMethods(
            @Reference Intake intake, @Reference Sessions sessions, @Reference Transcripts transcripts,
            @Reference SessionRows rows, @Reference Runs runs, @Reference Agents agents, @Reference Clock clock) {
        this.intake = intake;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.rows = rows;
        this.runs = runs;
        this.agents = agents;
        this.clock = clock;
    }

    public record SendParams(
            String sessionKey, String message, String idempotencyKey, Optional<String> sessionId, Optional<String> agentId,
            Optional<Boolean> deliver, Optional<List<Map<String, Object>>> attachments) {}

    public record Sent(String runId, String status) {}

    /** Acknowledged means on disk. The same key twice is one message. */
    @Rpc(value = "chat.send", scope = Scope.WRITE)
    public Sent send(SendParams params, Caller caller) {
        RunId run = Keys.run("chat.send", "idempotencyKey", params.idempotencyKey());
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        List<Intake.Media> media = Attachments.read(params.attachments().orElse(List.of()));
        if (params.message().isBlank() && media.isEmpty()) {
            throw RpcFault.invalid("invalid chat.send params: at /message: must not be empty without attachments");
        }
        if (params.deliver().orElse(false)) {
            throw RpcFault.invalid("chat.send cannot deliver to a channel yet: leave 'deliver' out or false");
        }
        Intake.Receipt receipt = submit(new Intake.Input(
                run.value(), "chat", "", run.value(),
                new Intake.Said(key, params.message(), media, ""), "", clock.now().toEpochMilli()));
        return new Sent(run.value(), receipt.fresh() ? "started" : status(receipt));
    }

    private Intake.Receipt submit(Intake.Input input) {
        try {
            return intake.submit(input);
        } catch (Transient full) {
            throw RpcFault.unavailable(String.valueOf(full.getMessage()), full.after().toMillis());
        }
    }

    private static String status(Intake.Receipt receipt) {
        return receipt.existing().filter(kept -> kept.state() == Intake.State.ACCEPTED || kept.state() == Intake.State.CONSUMED)
                .isPresent() ? "in_flight" : "ok";
    }

    public record HistoryParams(
            String sessionKey, Optional<String> agentId, @Range(min = 1, max = 1000) Optional<Integer> limit,
            @Range(min = 1024) Optional<Integer> maxBytes, @Range(min = 1) Optional<Integer> maxChars,
            @Range(min = 0) Optional<Integer> offset, Optional<String> sessionId,
            Optional<List<String>> inputRunIds) {}

    public record History(
            String sessionKey, String sessionId, List<Map<String, Object>> messages, boolean hasMore, int totalMessages,
            Optional<Integer> nextOffset, PendingInputs pendingInputs, Map<String, Object> defaults,
            SessionRows.Row sessionInfo, Optional<InFlight> inFlightRun, Optional<List<InputReceipt>> inputReceipts) {}

    public record PendingInputs(List<Object> items, int total) {}

    public record InFlight(String runId, String text, long startedAt) {}

    public record InputReceipt(String runId, String state, Optional<String> consumedByEventId) {}

    @Rpc(value = "chat.history", scope = Scope.READ)
    public History history(HistoryParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        int limit = params.limit().orElse(DEFAULT_LIMIT);
        int offset = params.offset().orElse(0);
        Session session = sessions.open(key);
        Transcripts.Page page = transcripts.page(session, offset, limit);
        List<Map<String, Object>> messages =
                new HistoryBudget(params.maxBytes(), params.maxChars()).fit(page.messages().stream().map(WireMessage::of).toList());
        int next = offset + messages.size();
        boolean more = next < page.total();
        return new History(key.value(), session.id(), messages, more, page.total(), more ? Optional.of(next) : Optional.empty(),
                new PendingInputs(List.of(), 0), Map.of(), rows.row(session, true, true),
                runs.active(key).map(run -> new InFlight(run.run().value(), run.text(), run.startedAt())),
                params.inputRunIds().map(this::receipts));
    }

    private List<InputReceipt> receipts(List<String> runIds) {
        return runIds.stream().flatMap(id -> intake.find(id).stream()).map(kept -> {
            boolean pending = kept.state() == Intake.State.ACCEPTED;
            return new InputReceipt(kept.input().id(), pending ? "pending" : "consumed",
                    pending ? Optional.empty() : Optional.of(kept.input().id() + ":u"));
        }).toList();
    }

    public record AbortParams(
            String sessionKey, Optional<String> agentId, Optional<String> runId, Optional<Boolean> preserveSideRuns) {}

    public record Aborted(boolean ok, boolean aborted, List<String> runIds) {}

    @Rpc(value = "chat.abort", scope = Scope.WRITE)
    public Aborted abort(AbortParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        List<String> ended = runs.abort(key, params.runId().map(id -> Keys.run("chat.abort", "runId", id)), "rpc").stream().map(RunId::value).toList();
        if (ended.isEmpty()) {
            params.runId().ifPresent(run -> refuseForeign(key, run));
        }
        return new Aborted(true, !ended.isEmpty(), ended);
    }

    private void refuseForeign(SessionKey key, String run) {
        boolean elsewhere = runs.all().stream()
                .anyMatch(active -> active.run().value().equals(run) && !active.session().equals(key));
        if (elsewhere) {
            throw RpcFault.invalid("run " + run + " belongs to another session");
        }
    }
}
