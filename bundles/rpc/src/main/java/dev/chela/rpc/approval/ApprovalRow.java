package dev.chela.rpc.approval;

import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import java.util.List;
import java.util.Optional;

/** A request for approval in the protocol's names. */
record ApprovalRow(String id, Request request, long createdAtMs, long expiresAtMs) {
    record Request(
            String command, Optional<String> cwd, String host, Optional<String> agentId, Optional<String> sessionKey,
            List<String> allowedDecisions) {}

    static ApprovalRow of(Approval approval) {
        Approval.Order order = approval.order();
        return new ApprovalRow(approval.id(),
                new Request(order.command(), text(order.directory()), "gateway", text(order.agent()), text(order.session()),
                        approval.decisions().stream().map(Decision::word).toList()),
                approval.createdAt(), approval.expiresAt());
    }

    /** The decision as the protocol says it; empty when nobody took one. */
    static Optional<String> decision(Approval approval) {
        return List.of(Decision.values()).stream().filter(decision -> decision.state() == approval.state()).map(Decision::word).findFirst();
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
