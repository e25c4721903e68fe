package dev.chela.rpc.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Manner;
import dev.chela.core.session.Branches;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.create}: a session with its first message, empty, or with what was said in another. */
@Component(service = RpcMethods.class)
public final class CreateMethods implements RpcMethods {
    private static final String METHOD = "sessions.create";
    private static final int LONGEST_NAME = 500;

    private final Sending sending;
    private final Sessions sessions;
    private final SessionChanges changes;
    private final Branches branches;
    private final Agents agents;

    @Activate
    public CreateMethods(
            @Reference Sending sending, @Reference Sessions sessions, @Reference SessionChanges changes, @Reference Branches branches,
            @Reference Agents agents) {
        this.sending = sending;
        this.sessions = sessions;
        this.changes = changes;
        this.branches = branches;
        this.agents = agents;
    }

    /** Up to which place a session is copied. */
    enum ForkFrom {
        @JsonProperty("last-completed") LAST_COMPLETED
    }

    /**
     * @param displayName the title, until the session is reset
     * @param parentSessionKey a session whose model the new one takes over, unless it is given one
     * @param fork whether the new one also begins with what was said in its parent; while that is at work, {@code forkFrom} says how far
     * @param fastMode true, false or {@code "auto"}: whether its model is asked for its faster service
     * @param permissionMode what the new one's tools may do
     * @param succeedsParent of no consequence: a session ends only when it is reset or deleted
     * @param emitCommandHooks of no consequence while there are no hooks
     * @param task the same as {@code message}
     */
    public record CreateParams(
            Optional<String> key, Optional<String> idempotencyKey, Optional<String> agentId, Optional<String> label,
            Optional<String> displayName, Optional<String> category, Optional<String> model, Optional<String> thinkingLevel,
            Optional<String> parentSessionKey, Optional<Boolean> fork, Optional<ForkFrom> forkFrom, Optional<String> permissionMode,
            Optional<Object> fastMode,
            Optional<Boolean> succeedsParent, Optional<Boolean> emitCommandHooks, Optional<String> message, Optional<String> task,
            Optional<List<Map<String, Object>>> attachments) {
        private Optional<Sending.Message> first() {
            if (message.isPresent() && task.isPresent()) {
                throw invalid("task", "is the same as message; leave one of them out");
            }
            return message.or(() -> task).or(() -> attachments.map(some -> ""))
                    .map(text -> Sending.Message.read(METHOD, text, attachments));
        }

        private SessionChanges.Mutation wanted(Optional<String> inherited) {
            return SessionChanges.Mutation.of(field(label), field(model.or(() -> inherited)), field(category), field(thinkingLevel),
                    field(permissionMode), field(fastMode));
        }
    }

    public record Created(
            boolean ok, String key, String sessionId, Map<String, Object> entry, boolean runStarted, Optional<String> runId,
            SessionChanges.Resolved resolved) {}

    /** A session that is there already is taken as it is, changed by what is asked for it. */
    @Rpc(value = METHOD, scope = Scope.WRITE)
    public Created create(CreateParams params, Caller caller) {
        Optional<Sending.Message> message = params.first();
        RunId run = TalkMethods.run(METHOD, params.idempotencyKey());
        SessionKey key = Keys.read(agents, params.key().orElseGet(() -> "dashboard:" + UUID.randomUUID()), params.agentId());
        Session session = made(key, params, caller);
        Optional<Sending.Sent> sent = message.map(first -> sending.send(key, run, first, Manner.PLAIN));
        return new Created(true, key.value(), session.id(), SessionChanges.entry(session),
                sent.filter(first -> first.status().equals("started")).isPresent(), sent.map(Sending.Sent::runId), changes.resolved(session));
    }

    private Session made(SessionKey key, CreateParams params, Caller caller) {
        Optional<Session> parent = params.parentSessionKey().map(name -> parent(name, params.agentId()));
        SessionChanges.Mutation wanted = params.wanted(parent.flatMap(Session::chosenModel));
        wanted.allowed(METHOD, caller);
        UnaryOperator<Session> change = changes.change(METHOD, key, wanted);
        String title = params.displayName().orElse("");
        if (title.length() > LONGEST_NAME) {
            throw invalid("displayName", "must have at most " + LONGEST_NAME + " characters");
        }
        boolean fresh = sessions.find(key).isEmpty();
        if (params.fork().orElse(false)) {
            fork(key, parent.orElseThrow(() -> invalid("fork", "needs parentSessionKey, the session to copy")), params);
        }
        return sessions.commit(key, "create", fresh ? "create" : "patch", (current, step) -> {
            Session changed = change.apply(current);
            return fresh && !title.isEmpty() ? changed.with(changed.last().titled(title), changed.spent()) : changed;
        });
    }

    /** The same request again finds its copy and leaves it as it is. */
    private void fork(SessionKey key, Session parent, CreateParams params) {
        Optional<Session> there = sessions.find(key);
        if (there.filter(known -> known.source().sessionKey().equals(parent.key().value())).isPresent()) {
            return;
        }
        if (there.isPresent()) {
            throw invalid("key", "session " + key + " is there already; what was said elsewhere can only begin a new one");
        }
        try {
            if (params.forkFrom().isPresent()) {
                branches.forkCompleted(parent.key(), key);
            } else {
                branches.forkWhole(parent.key(), key);
            }
        } catch (Permanent nothing) {
            throw RpcFault.invalid(String.valueOf(nothing.getMessage()));
        } catch (Transient atWork) {
            throw RpcFault.unavailable(String.valueOf(atWork.getMessage()), atWork.after().toMillis());
        }
    }

    private Session parent(String name, Optional<String> agentId) {
        SessionKey key = Keys.read(agents, name, agentId);
        return sessions.find(key).or(() -> Optional.of(sessions.open(key)).filter(Session::isMain))
                .orElseThrow(() -> RpcFault.invalid("unknown parent session: " + name));
    }

    private static RpcFault invalid(String property, String what) {
        return RpcFault.invalid("invalid " + METHOD + " params: at /" + property + ": " + what);
    }

    private static <T> Field<T> field(Optional<T> value) {
        return value.<Field<T>>map(Field.Set::new).orElseGet(Field.Absent::new);
    }
}
