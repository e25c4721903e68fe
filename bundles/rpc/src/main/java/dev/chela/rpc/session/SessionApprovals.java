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
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.Approvals;
import dev.chela.core.event.Events;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    public record Replay(String sessionKey, long updatedAtMs, List<Snapshot> approvals, boolean truncated) {}

    /**
     * @param resolvedAtMs and {@code reason}: only of one that waits no more
     * @param decision where a person took one
     */
    public record Snapshot(
            String id, String urlPath, long createdAtMs, long expiresAtMs, Presentation presentation, String status,
            Optional<String> decision, Optional<Long> resolvedAtMs, Optional<String> reason) {}

    public record Presentation(
            String kind, String commandText, String host, Optional<String> agentId, List<String> allowedDecisions) {}

    private record Told(String sessionKey, long updatedAtMs, String phase, Snapshot approval) {}

    Replay replay(SessionKey key) {
        List<Snapshot> waiting = approvals.pending().stream().filter(each -> each.order().session().equals(key.value()))
                .map(this::snapshot).toList();
        return new Replay(key.value(), clock.now().toEpochMilli(), waiting.stream().limit(MOST).toList(), waiting.size() > MOST);
    }

    private void tell(Approval approval, String phase) {
        String session = approval.order().session();
        if (!session.isEmpty()) {
            Audience followers = new Audience(Optional.of(Scope.APPROVALS), topic(session), "", "");
            clients.send(new Push("session.approval", new Told(session, clock.now().toEpochMilli(), phase, snapshot(approval)), followers,
                    new Slow.Keep()));
        }
    }

    private Snapshot snapshot(Approval approval) {
        Approval.Order order = approval.order();
        Presentation shown = new Presentation("exec", order.command(), "gateway", Optional.of(order.agent()).filter(id -> !id.isEmpty()),
                approval.decisions().stream().map(Decision::word).toList());
        return new Snapshot(approval.id(), "/approve/" + URLEncoder.encode(approval.id(), StandardCharsets.UTF_8), approval.createdAt(),
                approval.expiresAt(), shown, status(approval), decision(approval),
                approval.isPending() ? Optional.empty() : Optional.of(clock.now().toEpochMilli()), reason(approval));
    }

    private static String status(Approval approval) {
        return approval.isAllowed() ? "allowed" : approval.state().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Optional<String> decision(Approval approval) {
        return Arrays.stream(Decision.values()).filter(each -> each.state() == approval.state()).map(Decision::word).findFirst();
    }

    private static Optional<String> reason(Approval approval) {
        return switch (approval.state()) {
            case PENDING -> Optional.empty();
            case EXPIRED -> Optional.of("timeout");
            case CANCELLED -> Optional.of("run-aborted");
            case ALLOWED_ONCE, ALLOWED_ALWAYS, DENIED -> Optional.of("user");
        };
    }
}
