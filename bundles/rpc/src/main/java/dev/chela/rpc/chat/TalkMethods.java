package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionChanges;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.create}, {@code sessions.send} and {@code sessions.steer}. */
@Component(service = RpcMethods.class)
public final class TalkMethods implements RpcMethods {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_NAME = 500;

    private final Sending sending;
    private final Sessions sessions;
    private final SessionChanges changes;
    private final Runs runs;
    private final Agents agents;

    @Activate
    public TalkMethods(
            @Reference Sending sending, @Reference Sessions sessions, @Reference SessionChanges changes, @Reference Runs runs,
            @Reference Agents agents) {
        this.sending = sending;
        this.sessions = sessions;
        this.changes = changes;
        this.runs = runs;
        this.agents = agents;
    }

    public record SendParams(
            String key, Optional<String> agentId, String message, Optional<List<Map<String, Object>>> attachments,
            Optional<String> idempotencyKey, @Range(min = 0) Optional<Integer> timeoutMs,
            Optional<String> thinking) {}

    private Intake.Manner manner(String method, SessionKey key, SendParams params) {
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
        Intake.Manner manner = manner("sessions.steer", key, params);
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

    private static RunId run(String method, Optional<String> wanted) {
        return Keys.run(method, "idempotencyKey", wanted.orElseGet(() -> UUID.randomUUID().toString()));
    }

    /**
     * @param displayName the title, until the session is reset
     * @param parentSessionKey a session whose model the new one takes over, unless it is given one
     * @param succeedsParent of no consequence: a session ends only when it is reset or deleted
     * @param emitCommandHooks of no consequence while there are no hooks
     * @param task the same as {@code message}
     */
    public record CreateParams(
            Optional<String> key, Optional<String> idempotencyKey, Optional<String> agentId, Optional<String> label,
            Optional<String> displayName, Optional<String> category, Optional<String> model, Optional<String> thinkingLevel,
            Optional<String> parentSessionKey, Optional<Boolean> succeedsParent, Optional<Boolean> emitCommandHooks,
            Optional<String> message, Optional<String> task, Optional<List<Map<String, Object>>> attachments) {
        private Optional<Sending.Message> first() {
            if (message.isPresent() && task.isPresent()) {
                throw RpcFault.invalid("invalid sessions.create params: at /task: is the same as message; leave one of them out");
            }
            return message.or(() -> task).or(() -> attachments.map(some -> ""))
                    .map(text -> Sending.Message.read("sessions.create", text, attachments));
        }
    }

    public record Created(
            boolean ok, String key, String sessionId, Map<String, Object> entry, boolean runStarted, Optional<String> runId,
            SessionChanges.Resolved resolved) {}

    /** A session that is there already is taken as it is, changed by what is asked for it. */
    @Rpc(value = "sessions.create", scope = Scope.WRITE)
    public Created create(CreateParams params, Caller caller) {
        Optional<Sending.Message> message = params.first();
        RunId run = run("sessions.create", params.idempotencyKey());
        SessionKey key = Keys.read(agents, params.key().orElseGet(() -> "dashboard:" + UUID.randomUUID()), params.agentId());
        Session session = made(key, params);
        Optional<Sending.Sent> sent = message.map(first -> sending.send(key, run, first, Intake.Manner.PLAIN));
        return new Created(true, key.value(), session.id(), SessionChanges.entry(session),
                sent.filter(first -> first.status().equals("started")).isPresent(), sent.map(Sending.Sent::runId), changes.resolved(session));
    }

    private Session made(SessionKey key, CreateParams params) {
        Optional<String> model = params.model().or(() -> params.parentSessionKey().flatMap(parent -> modelOf(parent, params.agentId())));
        UnaryOperator<Session> change = changes.change("sessions.create", key,
                SessionChanges.Mutation.of(
                field(params.label()), field(model), field(params.category()), field(params.thinkingLevel())));
        String title = params.displayName().orElse("");
        if (title.length() > LONGEST_NAME) {
            throw RpcFault.invalid("invalid sessions.create params: at /displayName: must have at most " + LONGEST_NAME + " characters");
        }
        boolean fresh = sessions.find(key).isEmpty();
        return sessions.commit(key, "create", fresh ? "create" : "patch", (current, step) -> {
            Session changed = change.apply(current);
            return fresh ? changed.with(changed.last().titled(title), changed.spent()) : changed;
        });
    }

    private Optional<String> modelOf(String parent, Optional<String> agentId) {
        SessionKey key = Keys.read(agents, parent, agentId);
        return sessions.find(key).or(() -> Optional.of(sessions.open(key)).filter(Session::isMain))
                .orElseThrow(() -> RpcFault.invalid("unknown parent session: " + parent)).chosenModel();
    }

    private static Field<String> field(Optional<String> value) {
        return value.<Field<String>>map(Field.Set::new).orElseGet(Field.Absent::new);
    }
}
