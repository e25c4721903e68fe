package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Intake.State;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Program;
import dev.chela.core.inbox.Said;
import dev.chela.core.model.Models;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionRows;
import dev.chela.rpc.session.Thinking;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code agent} and {@code agent.wait}: one turn, asked for and waited for. */
@Component(service = RpcMethods.class)
public final class AgentTurn implements RpcMethods {
    private static final int DEFAULT_SECONDS = 600;
    private static final int DEFAULT_WAIT_MS = 30_000;
    private static final int LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

    private final Sending sending;
    private final Intake intake;
    private final Runs runs;
    private final Sessions sessions;
    private final SessionRows rows;
    private final Models models;
    private final AgentPlace place;
    private final Clock clock;

    @Activate
    public AgentTurn(
            @Reference Sending sending, @Reference Intake intake, @Reference Runs runs, @Reference Sessions sessions,
            @Reference SessionRows rows, @Reference Models models, @Reference AgentPlace place, @Reference Clock clock) {
        this.sending = sending;
        this.intake = intake;
        this.runs = runs;
        this.sessions = sessions;
        this.rows = rows;
        this.models = models;
        this.place = place;
        this.clock = clock;
    }

    public record Accepted(String runId, String status, long acceptedAt, String sessionKey, String agentId) {}

    public record Answer(String runId, String status, String summary, Result result) {}

    public record Result(List<Payload> payloads, Meta meta) {}

    public record Payload(
            String text,
            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS)
                    @org.jspecify.annotations.Nullable String mediaUrl) {}

    public record Meta(long durationMs, boolean aborted, AgentMeta agentMeta) {}

    public record AgentMeta(String sessionId, String provider, String model) {}

    @Rpc(value = "agent", scope = Scope.WRITE)
    public Answer agent(AgentParams params, Caller caller) {
        RunId run = Keys.run("agent", "idempotencyKey", params.idempotencyKey());
        SessionKey key = place.of(params);
        if (params.message().strip().matches("/(new|reset)\\b.*")) {
            caller.require(Scope.ADMIN);
        }
        String address = address(key, params);
        Said said = new Said(key, params.message(), media(params), model(params), manner(key, params));
        params.label().filter(label -> !sending.known(run)).ifPresent(label -> place.label(key, label));
        long now = clock.now().toEpochMilli();
        Intake.Receipt receipt = submit(new Input(run.value(), "agent", "", run.value(), said, address, now));
        if (receipt.fresh()) {
            caller.interim(new Accepted(run.value(), "accepted", now, key.value(), key.agent().value()));
        } else if (receipt.existing().filter(kept -> kept.state() == State.ACCEPTED || kept.state() == State.CONSUMED).isPresent()) {
            return new Answer(run.value(), "in_flight", "still running", new Result(List.of(), meta(key, 0, false)));
        }
        return answer(params, key, now);
    }

    /** @throws RpcFault when the model that is to answer cannot be told to think so */
    private Manner manner(SessionKey key, AgentParams params) {
        ModelRef answering = params.model().map(wanted -> ModelRef.parse(model(params))).orElseGet(() -> rows.model(sessions.open(key)));
        String thinking = params.thinking().map(wanted -> Thinking.read(models, answering, "agent", "thinking", wanted)).orElse("");
        Program program = params.extraSystemPrompt().filter(text -> !text.isBlank())
                .map(text -> new Program(text, List.of(), List.of())).orElse(Program.NONE);
        return new Manner(Manner.Queue.USUAL, Optional.empty(), thinking, program);
    }

    private String address(SessionKey key, AgentParams params) {
        try {
            return sending.address("agent", key, params.wanted());
        } catch (RpcFault nowhere) {
            if (params.bestEffortDeliver().orElse(false)) {
                return "";
            }
            throw nowhere;
        }
    }

    private static List<Media> media(AgentParams params) {
        List<Media> media = Attachments.read(params.attachments().orElse(List.of()));
        if (params.message().isBlank() && media.isEmpty()) {
            throw RpcFault.invalid("invalid agent params: at /message: must not be empty without attachments");
        }
        return media;
    }

    private String model(AgentParams params) {
        if (params.provider().isPresent() && params.model().isEmpty()) {
            throw RpcFault.invalid("invalid agent params: at /provider: says whose model it is; name the model too");
        }
        try {
            return params.reference().map(models::resolve).map(Object::toString).orElse("");
        } catch (Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        }
    }

    private Intake.Receipt submit(Input input) {
        try {
            return intake.submit(input);
        } catch (Transient full) {
            throw RpcFault.unavailable(String.valueOf(full.getMessage()), full.after().toMillis());
        }
    }

    private Answer answer(AgentParams params, SessionKey key, long since) {
        Duration patience = Duration.ofSeconds(params.timeout().filter(s -> s > 0).orElse(DEFAULT_SECONDS));
        Optional<Runs.Settled> end = runs.await(new RunId(params.idempotencyKey()), patience);
        long took = clock.now().toEpochMilli() - since;
        if (end.isEmpty()) {
            return new Answer(params.idempotencyKey(), "timeout", "still running", new Result(List.of(), meta(key, took, false)));
        }
        Runs.Settled settled = end.get();
        if (settled.state() == Runs.State.ERROR) {
            throw new RpcFault("UNAVAILABLE", settled.error(),
                    Map.of("runId", params.idempotencyKey(), "status", "error", "errorKind", settled.kind()), -1);
        }
        boolean aborted = settled.state() == Runs.State.ABORTED;
        List<Payload> payloads = settled.text().isEmpty() ? List.of() : List.of(new Payload(settled.text(), null));
        return new Answer(params.idempotencyKey(), aborted ? "error" : "ok", aborted ? "aborted" : "completed",
                new Result(payloads, meta(key, took, aborted)));
    }

    private Meta meta(SessionKey key, long took, boolean aborted) {
        var session = sessions.open(key);
        var model = rows.model(session);
        return new Meta(took, aborted, new AgentMeta(session.id(), model.provider(), model.model()));
    }

    public record WaitParams(String runId, @Range(min = 0) Optional<Integer> timeoutMs) {}

    /** Also of a run that the process before this one finished. */
    @Rpc(value = "agent.wait", scope = Scope.WRITE)
    public Map<String, Object> await(WaitParams params, Caller caller) {
        int patience = Math.min(LONGEST_WAIT_MS, params.timeoutMs().orElse(DEFAULT_WAIT_MS));
        Optional<Runs.Settled> end = runs.await(Keys.run("agent.wait", "runId", params.runId()), Duration.ofMillis(patience));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("runId", params.runId());
        answer.put("status", end.map(AgentTurn::word).orElse("timeout"));
        end.ifPresent(settled -> {
            answer.put("startedAt", settled.startedAt());
            answer.put("endedAt", settled.endedAt());
            if (!settled.error().isEmpty()) {
                answer.put("error", settled.error());
            }
        });
        return Collections.unmodifiableMap(answer);
    }

    private static String word(Runs.Settled settled) {
        return settled.state() == Runs.State.OK ? "ok" : "error";
    }
}
