package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Manner;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.rpc.session.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.send} and {@code sessions.steer}. */
@Component(service = RpcMethods.class)
public final class TalkMethods implements RpcMethods {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sending sending;
    private final Sessions sessions;
    private final Runs runs;
    private final Agents agents;

    @Activate
    public TalkMethods(
            @Reference Sending sending, @Reference Sessions sessions, @Reference Runs runs, @Reference Agents agents) {
        this.sending = sending;
        this.sessions = sessions;
        this.runs = runs;
        this.agents = agents;
    }

    public record SendParams(
            String key, Optional<String> agentId, String message, Optional<List<Map<String, Object>>> attachments,
            Optional<String> idempotencyKey, @Range(min = 0) Optional<Integer> timeoutMs,
            Optional<String> thinking) {}

    private Manner manner(String method, SessionKey key, SendParams params) {
        return sending.manner(method, key, Optional.empty(), params.timeoutMs(), params.thinking());
    }

    @Rpc(value = "sessions.send", scope = Scope.WRITE)
    public Sending.Sent send(SendParams params, Caller caller) {
        SessionKey key = existing(params);
        Sending.Message message = Sending.Message.read("sessions.send", params.message(), params.attachments());
        return sending.send(key, run("sessions.send", params.idempotencyKey()), message, manner("sessions.send", key, params));
    }

    public record Steered(String runId, String status, boolean interruptedActiveRun) {}

    /** Ends what runs, and says this instead; said twice, it ends nothing the second time. */
    @Rpc(value = "sessions.steer", scope = Scope.WRITE)
    public Steered steer(SendParams params, Caller caller) {
        SessionKey key = existing(params);
        Sending.Message message = Sending.Message.read("sessions.steer", params.message(), params.attachments());
        RunId run = run("sessions.steer", params.idempotencyKey());
        boolean active = runs.active(key).isPresent();
        Manner manner = manner("sessions.steer", key, params);
        Supplier<Sending.Sent> send = () -> sending.send(key, run, message, manner);
        Sending.Sent sent = sending.known(run) ? send.get()
                : runs.inBetween(key, "steered", PATIENCE, send).orElseThrow(() ->
                        RpcFault.unavailable("session " + key + " still has a tool that does not end; try again", PATIENCE.toMillis()));
        return new Steered(sent.runId(), sent.status(), active && sent.status().equals("started"));
    }

    /** The main session is always there. */
    private SessionKey existing(SendParams params) {
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        if (!sessions.open(key).isMain() && sessions.find(key).isEmpty()) {
            throw RpcFault.invalid("session not found: " + params.key() + "; sessions.create makes one");
        }
        return key;
    }

    static RunId run(String method, Optional<String> wanted) {
        return Keys.run(method, "idempotencyKey", wanted.orElseGet(() -> UUID.randomUUID().toString()));
    }
}
