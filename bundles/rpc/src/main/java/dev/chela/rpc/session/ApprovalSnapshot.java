package dev.chela.rpc.session;

import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request for a person's word as clients draw it, waiting or settled.
 *
 * @param source who wanted it, {@code resolvedAtMs}, {@code reason} and {@code resolver}: only of one that waits no more
 * @param decision where a person took one
 */
public record ApprovalSnapshot(
        String id, String urlPath, long createdAtMs, long expiresAtMs, Presentation presentation, String status, Optional<String> decision,
        Optional<Long> resolvedAtMs, Optional<String> reason, Optional<Source> source, Optional<Resolver> resolver) {
    private static final String IN_A_CHAT = "/approve";

    public record Presentation(String kind, String commandText, String host, Optional<String> agentId, List<String> allowedDecisions) {}

    public record Source(Optional<String> agentId, Optional<String> sessionKey) {}

    /** @param id the client that the person used; absent when it was a chat */
    public record Resolver(String kind, Optional<String> id) {}

    public static ApprovalSnapshot of(Approval approval) {
        Approval.Order order = approval.order();
        Presentation shown = new Presentation("exec", order.command(), "gateway", given(order.agent()),
                approval.decisions().stream().map(Decision::word).toList());
        boolean settled = !approval.isPending();
        return new ApprovalSnapshot(approval.id(), "/approve/" + URLEncoder.encode(approval.id(), StandardCharsets.UTF_8),
                approval.createdAt(), approval.expiresAt(), shown, status(approval), decision(approval),
                settled ? Optional.of(approval.resolvedAt()) : Optional.empty(), reason(approval),
                settled ? Optional.of(new Source(given(order.agent()), given(order.session()))) : Optional.empty(),
                settled ? resolver(approval) : Optional.empty());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static Optional<Resolver> resolver(Approval approval) {
        return given(approval.resolvedBy())
                .map(by -> by.equals(IN_A_CHAT) ? new Resolver("channel", Optional.empty()) : new Resolver("device", Optional.of(by)));
    }

    private static String status(Approval approval) {
        return approval.isAllowed() ? "allowed" : approval.state().name().toLowerCase(Locale.ROOT);
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
