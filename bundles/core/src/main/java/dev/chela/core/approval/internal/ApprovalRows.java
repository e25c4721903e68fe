package dev.chela.core.approval.internal;

import dev.chela.core.approval.Allowlist.Rule;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Order;
import dev.chela.core.approval.Approval.State;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Optional;

/** The tables of requests, and of commands allowed for good. */
final class ApprovalRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE approval (id TEXT PRIMARY KEY, call TEXT NOT NULL UNIQUE, command TEXT NOT NULL, directory TEXT NOT NULL,"
                    + " binding TEXT NOT NULL, agent TEXT NOT NULL, session TEXT NOT NULL, always INTEGER NOT NULL, state TEXT NOT NULL,"
                    + " resolved_by TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL)",
            "CREATE INDEX approval_pending ON approval (created_at) WHERE state = 'PENDING'",
            "CREATE TABLE approval_rule (agent TEXT NOT NULL, binding TEXT NOT NULL, created_at INTEGER NOT NULL,"
                    + " PRIMARY KEY (agent, binding))"),
            List.of("ALTER TABLE approval ADD COLUMN frozen TEXT NOT NULL DEFAULT ''"));

    private final Ledger ledger;

    ApprovalRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("approval", MIGRATIONS);
    }

    static Step.Change insert(Approval approval) {
        Order order = approval.order();
        return Step.Change.one("INSERT INTO approval (id, call, command, directory, binding, agent, session, always, frozen, state, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?) ON CONFLICT DO NOTHING",
                approval.id(), approval.call(), order.command(), order.directory(), order.binding(), order.agent(), order.session(),
                approval.always(), order.frozen(), approval.createdAt(), approval.expiresAt());
    }

    /** Refused when somebody else was quicker. */
    static Step.Change settle(String id, State state, String by) {
        return Step.Change.one("UPDATE approval SET state = ?, resolved_by = ? WHERE id = ? AND state = 'PENDING'", state, by, id);
    }

    static Step.Change allowAlways(Order order, long now) {
        return Step.Change.of("INSERT INTO approval_rule (agent, binding, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                order.agent(), order.binding(), now);
    }

    List<Rule> rules() {
        return ledger.read("SELECT agent, binding, created_at FROM approval_rule ORDER BY created_at, agent, binding", ApprovalRows::rule);
    }

    private static Rule rule(Row row) {
        String agent = text(row, "agent");
        String binding = text(row, "binding");
        Commands.Bound bound = Commands.bound(binding);
        return new Rule(Words.shortId(agent + "\n" + binding), agent, binding, bound.command(), bound.directory(), row.number("created_at"));
    }

    static Step.Change forget(Rule rule) {
        return Step.Change.of("DELETE FROM approval_rule WHERE agent = ? AND binding = ?", rule.agent(), rule.binding());
    }

    static Step.Change forgetBefore(long time) {
        return Step.Change.of("DELETE FROM approval WHERE state <> 'PENDING' AND created_at < ?", time);
    }

    boolean hasDecidedBefore(long time) {
        return ledger.one("SELECT 1 AS one FROM approval WHERE state <> 'PENDING' AND created_at < ? LIMIT 1", row -> row.number("one"), time)
                .isPresent();
    }

    boolean isAllowedAlways(String agent, String binding) {
        return ledger.one("SELECT 1 AS one FROM approval_rule WHERE agent = ? AND binding = ?", row -> row.number("one"), agent, binding)
                .isPresent();
    }

    Optional<Approval> find(String id) {
        return ledger.one("SELECT * FROM approval WHERE id = ?", ApprovalRows::approval, id);
    }

    Optional<Approval> ofCall(String call) {
        return ledger.one("SELECT * FROM approval WHERE call = ?", ApprovalRows::approval, call);
    }

    List<Approval> pending() {
        return ledger.read("SELECT * FROM approval WHERE state = 'PENDING' ORDER BY created_at, rowid", ApprovalRows::approval);
    }

    private static Approval approval(Row row) {
        Order order = new Order(text(row, "command"), text(row, "directory"), text(row, "binding"), text(row, "agent"), text(row, "session"), text(row, "frozen"));
        return new Approval(text(row, "id"), text(row, "call"), order, row.flag("always"), row.number("created_at"),
                row.number("expires_at"), State.valueOf(text(row, "state")), text(row, "resolved_by"));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
