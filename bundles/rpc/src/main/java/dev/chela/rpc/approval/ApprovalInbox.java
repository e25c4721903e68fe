package dev.chela.rpc.approval;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Approvals.Before;
import dev.chela.rpc.session.ApprovalSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code approval.*}: requests of whatever kind, those that wait no more included. Here all are of the kind {@code exec}. */
@Component(service = RpcMethods.class)
public final class ApprovalInbox implements RpcMethods {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18}):(.+)");

    private final Approvals approvals;

    @Activate
    public ApprovalInbox(@Reference Approvals approvals) {
        this.approvals = approvals;
    }

    /** The protocol's kinds; nothing but commands asks for approval in this house. */
    public enum Kind { @JsonProperty("exec") EXEC, @JsonProperty("plugin") PLUGIN, @JsonProperty("system-agent") SYSTEM_AGENT }

    public record GetParams(String id) {}

    public record Got(ApprovalSnapshot approval) {}

    @Rpc(value = "approval.get", scope = Scope.APPROVALS)
    public Got get(GetParams params, Caller caller) {
        return new Got(ApprovalSnapshot.of(known(params.id())));
    }

    public record HistoryParams(
            Optional<String> cursor, @Range(min = 1, max = LONGEST_PAGE) Optional<Integer> limit, Optional<Kind> kind) {}

    public record History(List<ApprovalSnapshot> items, Optional<String> nextCursor) {}

    @Rpc(value = "approval.history", scope = Scope.APPROVALS)
    public History history(HistoryParams params, Caller caller) {
        Before before = params.cursor().map(ApprovalInbox::read).orElse(Before.NOW);
        if (params.kind().filter(kind -> kind != Kind.EXEC).isPresent()) {
            return new History(List.of(), Optional.empty());
        }
        int limit = params.limit().orElse(PAGE);
        List<Approval> page = approvals.settled(before, limit + 1);
        List<Approval> shown = page.subList(0, Math.min(limit, page.size()));
        Optional<String> next = page.size() <= limit ? Optional.empty()
                : Optional.of(shown.get(limit - 1).resolvedAt() + ":" + shown.get(limit - 1).id());
        return new History(shown.stream().map(ApprovalSnapshot::of).toList(), next);
    }

    private static Before read(String cursor) {
        Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw RpcFault.invalid("invalid approval.history params: at /cursor: must be the nextCursor of an earlier page");
        }
        return new Before(Long.parseLong(parts.group(1)), parts.group(2));
    }

    public record ResolveParams(String id, Kind kind, DecisionWord decision) {}

    /** As {@link Decision}, in the protocol's spelling. */
    public enum DecisionWord {
        @JsonProperty("allow-once") ALLOW_ONCE(Decision.ALLOW_ONCE),
        @JsonProperty("allow-always") ALLOW_ALWAYS(Decision.ALLOW_ALWAYS),
        @JsonProperty("deny") DENY(Decision.DENY);

        private final Decision decision;

        DecisionWord(Decision decision) {
            this.decision = decision;
        }
    }

    /** @param applied false when somebody else was quicker; the snapshot then tells what they decided */
    public record Applied(boolean applied, ApprovalSnapshot approval) {}

    @Rpc(value = "approval.resolve", scope = Scope.APPROVALS)
    public Applied resolve(ResolveParams params, Caller caller) {
        if (params.kind() != Kind.EXEC || !known(params.id()).isPending()) {
            return settled(params);
        }
        try {
            return new Applied(true, ApprovalSnapshot.of(approvals.resolve(params.id(), params.decision().decision, caller.client())));
        } catch (Permanent refused) {
            if (known(params.id()).isPending()) {
                throw RpcFault.invalid(String.valueOf(refused.getMessage()));
            }
            return settled(params);
        }
    }

    private Applied settled(ResolveParams params) {
        if (params.kind() != Kind.EXEC) {
            throw ApprovalMethods.missing();
        }
        return new Applied(false, ApprovalSnapshot.of(known(params.id())));
    }

    private Approval known(String id) {
        return approvals.find(id).orElseThrow(ApprovalMethods::missing);
    }
}
