package dev.chela.rpc.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.config.Range;
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
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Notes;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.rpc.channel.Targets.Target;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code chat.*}. */
@Component(service = RpcMethods.class)
public final class ChatMethods implements RpcMethods {
    private static final int LONGEST_LABEL = 100;

    private final Sending sending;
    private final Sessions sessions;
    private final SessionChanges changes;
    private final Transcripts transcripts;
    private final Notes notes;
    private final Runs runs;
    private final Agents agents;

    @Activate
    public ChatMethods(
            @Reference Sending sending, @Reference Sessions sessions, @Reference SessionChanges changes, @Reference Transcripts transcripts,
            @Reference Notes notes, @Reference Runs runs, @Reference Agents agents) {
        this.sending = sending;
        this.sessions = sessions;
        this.changes = changes;
        this.transcripts = transcripts;
        this.notes = notes;
        this.runs = runs;
        this.agents = agents;
    }

    /**
     * @param expectedLeafEntryId the message that the sender saw as the last, or null for none: when another stands there by now,
     *     nothing is sent
     * @param deliver whether the answer also goes over a channel: to whom {@code originatingTo} names, else where the session was last
     *     spoken to
     * @param suppressCommandInterpretation whether a message that looks like a command is one for the model all the same
     * @param expectedPermissionMode the session's mode as the sender saw it, or null for none: when it is another by now, nothing is sent
     * @param fastMode true, false or {@code "auto"}, for this message alone: whether its model is asked for its faster service
     * @param timeoutMs how long the run may work; 0 for as long as it takes
     * @param replyToId the message that this one answers; one that is not there any more is as none
     * @param workContext what the sender has on the screen
     * @param reconnectResume said by OpenClaw's pages after a lost connection, and nowhere published; of no consequence, since a
     *     session is found again by its key
     */
    public record SendParams(
            String sessionKey, String message, String idempotencyKey, Optional<String> sessionId, Optional<String> agentId,
            Optional<Boolean> deliver, Optional<List<Map<String, Object>>> attachments, Field<String> expectedLeafEntryId,
            Optional<Sending.QueueMode> queueMode, @Range(min = 0) Optional<Integer> timeoutMs,
            Optional<String> thinking, Optional<Object> fastMode, Optional<String> replyToId, Optional<Aside.WorkContext> workContext,
            Optional<String> originatingChannel, Optional<String> originatingTo, Optional<String> originatingAccountId,
            Optional<String> originatingThreadId, Optional<Boolean> suppressCommandInterpretation, Field<SessionChanges.Mode> expectedPermissionMode,
            @JsonProperty("__controlUiReconnectResume") Optional<Boolean> reconnectResume) {
        private Sending.Wanted wanted() {
            return new Sending.Wanted(deliver.orElse(false), originatingTo.map(to ->
                    new Target(to, originatingChannel, originatingAccountId, originatingThreadId, Optional.empty())), originatingChannel);
        }
    }

    /** Acknowledged means on disk. The same key twice is one message. */
    @Rpc(value = "chat.send", scope = Scope.WRITE)
    public Sending.Sent send(SendParams params, Caller caller) {
        RunId run = Keys.run("chat.send", "idempotencyKey", params.idempotencyKey());
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        Sending.Message message = Sending.Message.read("chat.send", params.message(), params.attachments()).beside(beside(key, params));
        String address = sending.address("chat.send", key, params.wanted());
        Manner manner = sending.manner("chat.send", key, params.queueMode(), params.timeoutMs(), params.thinking());
        manner = manner.fast(params.fastMode().map(mode -> SessionChanges.fastMode("chat.send", mode)).orElse(""));
        if (params.suppressCommandInterpretation().orElse(false)) {
            manner = manner.literally();
        }
        refuseMovedOn(key, params);
        return sending.send(key, run, message, manner, address);
    }

    private Said.Aside beside(SessionKey key, SendParams params) {
        Aside aside = new Aside();
        params.replyToId().ifPresent(id -> aside.answering(id, sessions.find(key).flatMap(session ->
                transcripts.newest(session, entry -> entry.id().equals(id)))));
        params.workContext().ifPresent(aside::seeing);
        return aside.made();
    }

    /** A repetition is not asked: its own message is what stands there. */
    private void refuseMovedOn(SessionKey key, SendParams params) {
        Optional<Session> known = sessions.find(key);
        if (known.isEmpty() || sending.known(new RunId(params.idempotencyKey()))) {
            return;
        }
        if (params.sessionId().filter(id -> !id.equals(known.get().id())).isPresent()) {
            throw Keys.sessionChanged(key);
        }
        changes.expectPermission(key, params.expectedPermissionMode());
        if (!stillLast(known.get(), params.expectedLeafEntryId())) {
            throw new RpcFault("INVALID_REQUEST", key + " has gone on since: read it again, then send",
                    Map.of("reason", "active-leaf-changed"), -1);
        }
    }

    private boolean stillLast(Session session, Field<String> expected) {
        if (expected instanceof Field.Absent) {
            return true;
        }
        Optional<String> last = transcripts.newest(session, any -> true).map(Entry::id);
        return expected instanceof Field.Set<String> leaf
                ? leaf.value().equals(session.leaf()) || last.filter(leaf.value()::equals).isPresent()
                : last.isEmpty();
    }

    public record InjectParams(String sessionKey, Optional<String> agentId, String message, Optional<String> label) {}

    public record Injected(boolean ok, String messageId) {}

    /** The note stands in the transcript as the assistant's words, its label before it. */
    @Rpc(value = "chat.inject", scope = Scope.ADMIN)
    public Injected inject(InjectParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        if (params.message().isBlank() || params.label().filter(label -> label.length() > LONGEST_LABEL).isPresent()) {
            throw RpcFault.invalid("invalid chat.inject params: /message must not be empty, /label may have " + LONGEST_LABEL
                    + " characters");
        }
        String text = params.label().map(label -> "[" + label + "]\n\n").orElse("") + params.message();
        try {
            return new Injected(true, notes.add(key, text).id());
        } catch (Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        } catch (Transient atWork) {
            throw RpcFault.unavailable(String.valueOf(atWork.getMessage()), atWork.after().toMillis());
        }
    }

    public record AbortParams(
            String sessionKey, Optional<String> agentId, Optional<String> runId, Optional<Boolean> preserveSideRuns) {}

    public record Aborted(boolean ok, boolean aborted, List<String> runIds) {}

    @Rpc(value = "chat.abort", scope = Scope.WRITE)
    public Aborted abort(AbortParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        Optional<RunId> only = params.runId().map(id -> Keys.run("chat.abort", "runId", id));
        List<String> ended = runs.abort(key, only, "rpc").stream().map(RunId::value).toList();
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
