package dev.chela.rpc.session;

import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approvals;
import dev.chela.core.event.Events;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What waits for a person's word in one conversation, for whoever follows it: what waits already, and {@code session.approval} from then on. */
@Component(service = SessionApprovals.class, immediate = true)
public final class SessionApprovals {
    private static final int MOST = 100;

    private final Approvals approvals;
    private final Broadcaster clients;
    private final Clock clock;
    private final List<Registration> listening;

    @Activate
    public SessionApprovals(
            @Reference Approvals approvals, @Reference Events events, @Reference Broadcaster clients, @Reference Clock clock) {
        this.approvals = approvals;
        this.clients = clients;
        this.clock = clock;
        listening = List.of(
                events.listen(Approval.Requested.class, asked -> tell(asked.approval(), "pending")),
                events.listen(Approval.Resolved.class, done -> tell(done.approval(), "terminal")));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    /** The topic of whoever follows the approvals of one session. */
    static String topic(String session) {
        return "approvals:" + session;
    }

    public record Replay(String sessionKey, long updatedAtMs, List<ApprovalSnapshot> approvals, boolean truncated) {}

    private record Told(String sessionKey, long updatedAtMs, String phase, ApprovalSnapshot approval) {}

    Replay replay(SessionKey key) {
        List<ApprovalSnapshot> waiting = approvals.pending().stream().filter(each -> each.order().session().equals(key.value()))
                .map(ApprovalSnapshot::of).toList();
        return new Replay(key.value(), clock.now().toEpochMilli(), waiting.stream().limit(MOST).toList(), waiting.size() > MOST);
    }

    private void tell(Approval approval, String phase) {
        String session = approval.order().session();
        if (!session.isEmpty()) {
            Audience followers = new Audience(Optional.of(Scope.APPROVALS), topic(session), "", "");
            clients.send(new Push("session.approval", new Told(session, clock.now().toEpochMilli(), phase, ApprovalSnapshot.of(approval)), followers,
                    new Slow.Keep()));
        }
    }
}
