package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code exec.approval.*} and the lists of its kin: one is asked for, looked at and given. */
final class ApprovalRows {
    static final List<Row> ROWS = List.of(
            row("sessions.messages.subscribe", "{key: 'main', includeApprovals: true}").answers("/approvalReplay", "SessionApprovalReplay"),
            row("exec.approval.request", "{id: 'approval-1', command: 'make', sessionKey: 'main'}")
                    .until("exec.approval.requested", "{id: 'approval-1'}").answeredLater(),
            row("sessions.messages.subscribe", "{key: 'main', includeApprovals: true}").answers("/approvalReplay", "SessionApprovalReplay"),
            row("exec.approval.list", "{}"),
            row("exec.approval.get", "{id: 'approval-1'}"),
            row("exec.approval.resolve", "{id: 'approval-1', decision: 'allow-once'}"),
            row("exec.approval.waitDecision", "{id: 'approval-1'}"),
            row("exec.approval.request", "{command: 'make', timeoutMs: 1}"),
            row("exec.approval.request", "{id: 'approval-2', command: 'make', sessionKey: 'main'}")
                    .until("exec.approval.requested", "{id: 'approval-2'}").answeredLater(),
            row("approval.get", "{id: 'approval-2'}").answers("ApprovalGetResult"),
            row("approval.resolve", "{id: 'approval-2', kind: 'exec', decision: 'deny'}").answers("ApprovalResolveResult"),
            row("approval.history", "{limit: 1, kind: 'exec'}").answers("ApprovalHistoryResult"),
            row("approval.history", "{cursor: '<approval.history/nextCursor>'}").answers("ApprovalHistoryResult"),
            row("exec.approvals.get", "{}").answers("ExecApprovalsSnapshot"),
            row("exec.approvals.set", "{file: {version: 1, agents: {}}, baseHash: '<exec.approvals.get/hash>'}").answers("ExecApprovalsSnapshot"),
            row("plugin.approval.list", "{}"),
            row("openclaw.approval.list", "{}"));

    private ApprovalRows() {}
}
