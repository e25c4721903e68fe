package dev.chela.rpc.session;

import dev.chela.api.config.Range;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import dev.chela.core.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.patch} and {@code sessions.patchMany}. */
@Component(service = RpcMethods.class)
public final class PatchMethods implements RpcMethods {
    private static final int MOST = 100;

    private final SessionChanges changes;
    private final Agents agents;
    private final String database;

    @Activate
    public PatchMethods(@Reference SessionChanges changes, @Reference Agents agents, @Reference Home home) {
        this.changes = changes;
        this.agents = agents;
        this.database = home.state().resolve("chela.db").toString();
    }

    public record Params(
            String key, Optional<String> agentId, Optional<String> expectedSessionId, Optional<String> expectedLifecycleRevision,
            @Range(min = 0) Field<Long> expectedMarkedUnreadAt, Field<String> label, Field<String> model,
            Field<String> icon, Field<String> color, Field<String> category, Optional<Boolean> pinned, Optional<Boolean> archived,
            Optional<Boolean> unread,
            Field<String> thinkingLevel, Field<SessionChanges.Verbose> verboseLevel, Field<String> sendPolicy, Field<String> responseUsage,
            Field<String> reasoningLevel, Field<String> permissionMode, Field<String> execSecurity, Field<String> execAsk,
            Field<String> execHost, Field<String> elevatedLevel, Field<String> groupActivation, Field<Object> fastMode, Field<String> traceLevel,
            Field<SessionChanges.Mode> expectedPermissionMode) {
        private SessionChanges.Mutation mutation() {
            return new SessionChanges.Mutation(label, model, icon, color, category, pinned, archived, unread, thinkingLevel, verboseLevel,
                    sendPolicy, responseUsage, reasoningLevel, permissionMode, execSecurity, execAsk, execHost, elevatedLevel, groupActivation,
                    fastMode, traceLevel);
        }
    }

    public record Patched(boolean ok, String path, String key, Map<String, Object> entry, SessionChanges.Resolved resolved) {}

    @Rpc(value = "sessions.patch", scope = Scope.WRITE)
    public Patched patch(Params params, Caller caller) {
        params.mutation().allowed("sessions.patch", caller);
        SessionKey key = Keys.read(agents, params.key(), params.agentId());
        changes.expect(key, params.expectedSessionId(), params.expectedLifecycleRevision());
        changes.expectMarked(key, params.expectedMarkedUnreadAt());
        changes.expectPermission(key, params.expectedPermissionMode());
        Session patched = changes.patch("sessions.patch", key, params.mutation());
        return new Patched(true, database, key.value(), SessionChanges.entry(patched), changes.resolved(patched));
    }

    public record Target(
            String key, Optional<String> agentId, Optional<String> expectedSessionId, Optional<String> expectedLifecycleRevision,
            Field<SessionChanges.Mode> expectedPermissionMode) {}

    public record ManyParams(List<Target> targets, SessionChanges.Mutation patch) {}

    public record Many(List<Outcome> outcomes) {}

    /** @param error what was wrong, unless {@code ok} */
    public record Outcome(boolean ok, String key, Optional<String> agentId, Optional<Error> error) {}

    public record Error(String code, String message, Optional<Map<String, Object>> details) {}

    /** Each on its own: what is wrong with one does not keep the others from being changed. */
    @Rpc(value = "sessions.patchMany", scope = Scope.WRITE)
    public Many patchMany(ManyParams params, Caller caller) {
        if (params.targets().isEmpty() || params.targets().size() > MOST) {
            throw RpcFault.invalid("invalid sessions.patchMany params: at /targets: must have 1 to " + MOST + " items");
        }
        params.patch().allowed("sessions.patchMany", caller);
        return new Many(params.targets().stream().map(target -> outcome(target, params.patch())).toList());
    }

    private Outcome outcome(Target target, SessionChanges.Mutation wanted) {
        try {
            SessionKey key = Keys.read(agents, target.key(), target.agentId());
            changes.expect(key, target.expectedSessionId(), target.expectedLifecycleRevision());
            changes.expectPermission(key, target.expectedPermissionMode());
            changes.patch("sessions.patchMany", key, wanted);
            return new Outcome(true, target.key(), target.agentId(), Optional.empty());
        } catch (RpcFault fault) {
            Optional<Map<String, Object>> details = Optional.of(fault.details()).filter(all -> !all.isEmpty());
            return new Outcome(false, target.key(), target.agentId(), Optional.of(
                    new Error(fault.code(), String.valueOf(fault.getMessage()), details)));
        }
    }
}
