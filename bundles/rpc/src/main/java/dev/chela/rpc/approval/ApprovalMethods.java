package dev.chela.rpc.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Approvals.Wish;
import dev.chela.core.task.CancelSource;
import dev.chela.rpc.session.Keys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code exec.approval.*}. */
@Component(service = RpcMethods.class)
public final class ApprovalMethods implements RpcMethods {
    private static final int LONGEST = 24 * 60 * 60 * 1000;

    private final Approvals approvals;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public ApprovalMethods(@Reference Approvals approvals, @Reference Agents agents, @Reference Clock clock) {
        this.approvals = approvals;
        this.agents = agents;
        this.clock = clock;
    }

    @Rpc(value = "exec.approval.list", scope = Scope.APPROVALS)
    public List<ApprovalRow> list(Caller caller) {
        return approvals.pending().stream().map(ApprovalRow::of).toList();
    }

    public record IdParams(String id) {}

    @Rpc(value = "exec.approval.get", scope = Scope.APPROVALS)
    public ApprovalRow get(IdParams params, Caller caller) {
        return ApprovalRow.of(known(params.id()));
    }

    public record RequestParams(
            Optional<String> id, String command, Optional<String> cwd, Optional<String> agentId, Optional<String> sessionKey,
            @Range(min = 1, max = LONGEST) Optional<Integer> timeoutMs, Optional<Boolean> twoPhase) {}

    public record Accepted(String status, String id, long createdAtMs, long expiresAtMs) {}

    /** @param decision null when nobody took one in time */
    public record Decided(
            String id, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String decision, long createdAtMs, long expiresAtMs) {}

    /** For a program that wants to run something elsewhere: it waits here for the person's word. */
    @Rpc(value = "exec.approval.request", scope = Scope.APPROVALS)
    public Decided request(RequestParams params, Caller caller) {
        if (params.command().isBlank()) {
            throw RpcFault.invalid("invalid exec.approval.request params: at /command: must not be empty");
        }
        String id = params.id().orElseGet(() -> UUID.randomUUID().toString());
        Approval approval = asked(params, id);
        if (params.twoPhase().orElse(false)) {
            caller.interim(new Accepted("accepted", approval.id(), approval.createdAt(), approval.expiresAt()));
        }
        return decided(approval);
    }

    private Approval asked(RequestParams params, String id) {
        String directory = params.cwd().orElse("");
        Approval.Order order = new Approval.Order(params.command(), directory, "rpc\n" + directory + "\n" + params.command(),
                params.agentId().orElse(""), params.sessionKey().map(key -> Keys.read(agents, key, params.agentId()).value()).orElse(""));
        Duration life = params.timeoutMs().map(Duration::ofMillis).orElse(Approvals.LIFE);
        try {
            return approvals.request(new Wish(id, "rpc:" + id, order, false, life, ""));
        } catch (Permanent taken) {
            throw RpcFault.invalid(String.valueOf(taken.getMessage()));
        }
    }

    /** Also of one that is decided already. */
    @Rpc(value = "exec.approval.waitDecision", scope = Scope.APPROVALS)
    public Decided wait(IdParams params, Caller caller) {
        return decided(known(params.id()));
    }

    private Decided decided(Approval approval) {
        CancelSource patience = new CancelSource();
        try (var alarm = clock.after(Duration.ofMillis(LONGEST), () -> patience.cancel("waited for a day"))) {
            Approval end = approvals.await(approval.id(), patience);
            return new Decided(end.id(), ApprovalRow.decision(end).orElse(null), end.createdAt(), end.expiresAt());
        } catch (CancellationException | InterruptedException stopped) {
            throw RpcFault.unavailable("the gateway stops; ask for " + approval.id() + " again when it is back", 1000);
        }
    }

    public record ResolveParams(String id, String decision) {}

    public record Resolved(boolean ok) {}

    @Rpc(value = "exec.approval.resolve", scope = Scope.APPROVALS)
    public Resolved resolve(ResolveParams params, Caller caller) {
        Decision decision = Arrays.stream(Decision.values()).filter(each -> each.word().equals(params.decision())).findFirst()
                .orElseThrow(() -> RpcFault.invalid("invalid exec.approval.resolve params: at /decision: must be one of "
                        + Arrays.stream(Decision.values()).map(Decision::word).collect(Collectors.joining(", "))));
        if (!known(params.id()).isPending()) {
            throw missing();
        }
        try {
            approvals.resolve(params.id(), decision, caller.client());
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        }
        return new Resolved(true);
    }

    private Approval known(String id) {
        return approvals.find(id).orElseThrow(ApprovalMethods::missing);
    }

    static RpcFault missing() {
        return new RpcFault("INVALID_REQUEST", "unknown or expired approval id", Map.of("reason", "APPROVAL_NOT_FOUND"), -1);
    }
}
