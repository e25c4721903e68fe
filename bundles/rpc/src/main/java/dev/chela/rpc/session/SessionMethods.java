package dev.chela.rpc.session;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Endings;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.*}. */
@Component(service = RpcMethods.class)
public final class SessionMethods implements RpcMethods {
    /** The topic of whoever follows the index. */
    public static final String INDEX = "sessions";

    private final Intake intake;
    private final Sessions sessions;
    private final SessionQuery query;
    private final SessionRows rows;
    private final Endings endings;
    private final Runs runs;
    private final Agents agents;
    private final SessionChanges changes;
    private final SessionApprovals approvals;

    @Activate
    public SessionMethods(
            @Reference Intake intake, @Reference Sessions sessions, @Reference SessionQuery query, @Reference SessionRows rows,
            @Reference Endings endings, @Reference Runs runs, @Reference Agents agents,
            @Reference SessionChanges changes, @Reference SessionApprovals approvals) {
        this.intake = intake;
        this.sessions = sessions;
        this.query = query;
        this.rows = rows;
        this.endings = endings;
        this.runs = runs;
        this.agents = agents;
        this.changes = changes;
        this.approvals = approvals;
    }

    /** The topic of whoever follows the messages of one session. */
    public static String messages(SessionKey key) {
        return "messages:" + key;
    }

    @Rpc(value = "sessions.list", scope = Scope.READ)
    public SessionQuery.Result list(ListParams params, Caller caller) {
        return query.list(params);
    }

    public record DescribeParams(
            String key, Optional<String> agentId, Optional<Boolean> includeDerivedTitles, Optional<Boolean> includeLastMessage) {}

    public record Described(
            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS)
                    SessionRows.@org.jspecify.annotations.Nullable Row session) {}

    @Rpc(value = "sessions.describe", scope = Scope.READ)
    public Described describe(DescribeParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        return new Described(sessions.find(key)
                .map(s -> rows.row(s, params.includeDerivedTitles().orElse(true), params.includeLastMessage().orElse(true)))
                .orElse(null));
    }

    public record Subscribed(boolean subscribed, Optional<SessionQuery.Result> list) {}

    /** With list parameters the answer carries the list, so that nothing changes between the two. */
    @Rpc(value = "sessions.subscribe", scope = Scope.READ)
    public Subscribed subscribe(ListParams params, Caller caller) {
        caller.subscribe(INDEX);
        return new Subscribed(true, params.equals(ListParams.NONE) ? Optional.empty() : Optional.of(query.list(params)));
    }

    /** @param includeApprovals whether what waits for a person's word is followed as well, which not everybody may */
    public record MessagesParams(String key, Optional<String> agentId, Optional<Boolean> includeApprovals) {}

    public record Following(boolean subscribed, String key, Optional<SessionApprovals.Replay> approvalReplay) {}

    @Rpc(value = "sessions.messages.subscribe", scope = Scope.READ)
    public Following follow(MessagesParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        boolean deciding = params.includeApprovals().orElse(false);
        if (deciding) {
            caller.require(Scope.APPROVALS);
            caller.subscribe(SessionApprovals.topic(key.value()));
        } else {
            caller.unsubscribe(SessionApprovals.topic(key.value()));
        }
        caller.subscribe(messages(key));
        return new Following(true, key.value(), deciding ? Optional.of(approvals.replay(key)) : Optional.empty());
    }

    public record UnfollowParams(String key, Optional<String> agentId) {}

    @Rpc(value = "sessions.messages.unsubscribe", scope = Scope.READ)
    public Following unfollow(UnfollowParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        caller.unsubscribe(messages(key));
        caller.unsubscribe(SessionApprovals.topic(key.value()));
        return new Following(false, key.value(), Optional.empty());
    }

    public record ResetParams(
            String key, Optional<String> agentId, Optional<String> reason, Optional<String> expectedSessionId) {}

    public record ResetResult(boolean ok, String key, Map<String, Object> entry, SessionChanges.Resolved resolved) {}

    @Rpc(value = "sessions.reset", scope = Scope.ADMIN)
    public ResetResult reset(ResetParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        changes.expect(key, params.expectedSessionId(), Optional.empty());
        String reason = params.reason().orElse("reset");
        if (!reason.equals("new") && !reason.equals("reset")) {
            throw RpcFault.invalid("invalid sessions.reset params: at /reason: must be equal to one of the allowed values");
        }
        Session session = endings.reset(key, reason);
        return new ResetResult(true, key.value(), SessionChanges.entry(session), changes.resolved(session));
    }

    /**
     * @param archivedOnly only when it is archived, which more people may do
     * @param emitLifecycleHooks of no consequence while there are no hooks
     */
    public record DeleteParams(
            String key, Optional<String> agentId, Optional<Boolean> deleteTranscript, Optional<String> expectedSessionId,
            Optional<String> expectedLifecycleRevision, @Range(min = 0) Optional<Long> expectedSessionUpdatedAt,
            Optional<Boolean> archivedOnly, Optional<Boolean> emitLifecycleHooks) {}

    public record Deleted(boolean ok, String key, boolean deleted, List<String> archived) {}

    /** The transcript is kept under another name: deleting it for good is not offered. */
    @Rpc(value = "sessions.delete", scope = Scope.WRITE)
    public Deleted delete(DeleteParams params, Caller caller) {
        boolean archivedOnly = params.archivedOnly().orElse(false);
        if (!archivedOnly) {
            caller.require(Scope.ADMIN);
        }
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        changes.expect(key, params.expectedSessionId(), params.expectedLifecycleRevision());
        params.expectedSessionUpdatedAt().filter(at -> sessions.find(key).map(Session::updatedAt).filter(at::equals).isEmpty())
                .ifPresent(at -> {
                    throw Keys.sessionChanged(key);
                });
        try {
            Optional<String> file = sessions.find(key).map(Session::file);
            boolean deleted = endings.delete(key, session -> {
                if (archivedOnly && session.look().archivedAt() == 0) {
                    throw new Permanent(key + " is not archived, so it was not deleted");
                }
            });
            return new Deleted(true, key.value(), deleted, file.stream().toList());
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        }
    }

    public record AbortParams(
            Optional<String> key, Optional<String> runId, Optional<String> agentId, Optional<Boolean> clearQueued) {}

    public record Aborted(
            boolean ok,
            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS)
                    @org.jspecify.annotations.Nullable String abortedRunId,
            String status) {}

    @Rpc(value = "sessions.abort", scope = Scope.WRITE)
    public Aborted abort(AbortParams params, Caller caller) {
        if (params.key().isEmpty() && params.runId().isEmpty()) {
            throw RpcFault.invalid("invalid sessions.abort params: at root: must have required property 'key'");
        }
        Optional<SessionKey> session = params.key().map(text -> Keys.read(agents, text, params.agentId()))
                .or(() -> params.runId().flatMap(this::sessionOf));
        Optional<RunId> only = params.runId().map(id -> Keys.run("sessions.abort", "runId", id));
        List<RunId> ended = session.map(key -> runs.abort(key, only, "rpc")).orElse(List.of());
        return new Aborted(true, ended.isEmpty() ? null : ended.get(ended.size() - 1).value(),
                ended.isEmpty() ? "no-active-run" : "aborted");
    }

    /** Of a run that goes on, or of an input that waits for one. */
    private Optional<SessionKey> sessionOf(String run) {
        return intake.find(run).map(Intake.Kept::input).filter(input -> input.what() instanceof Said)
                .map(input -> input.said().session());
    }
}
