package dev.chela.rpc.approval;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.approval.Approval;
import dev.chela.core.event.Events;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells those who may decide that something waits for them, and what became of it. */
@Component(service = ApprovalEvents.class, immediate = true)
public final class ApprovalEvents {
    private static final Audience APPROVERS = new Audience(Optional.of(Scope.APPROVALS), "", "", "");

    private final List<Registration> listening;

    @Activate
    public ApprovalEvents(@Reference Events events, @Reference Broadcaster clients, @Reference Clock clock) {
        listening = List.of(
                events.listen(Approval.Requested.class, asked -> clients.send(
                        new Push("exec.approval.requested", ApprovalRow.of(asked.approval()), APPROVERS, new Slow.Keep()))),
                events.listen(Approval.Resolved.class, done -> clients.send(new Push("exec.approval.resolved",
                        resolved(done.approval(), clock.now().toEpochMilli()), APPROVERS, new Slow.Keep()))));
    }

    /** @param decision empty when it has expired or is no longer wanted */
    private record Resolved(String id, Optional<String> decision, Optional<String> resolvedBy, long ts) {}

    private static Resolved resolved(Approval approval, long now) {
        return new Resolved(approval.id(), ApprovalRow.decision(approval),
                approval.resolvedBy().isEmpty() ? Optional.empty() : Optional.of(approval.resolvedBy()), now);
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }
}
