package dev.chela.core.approval.internal;

import dev.chela.core.approval.Allowlist.Pattern;
import dev.chela.core.approval.Allowlist.Rule;
import dev.chela.core.approval.Approval.Order;
import dev.chela.core.approval.Approval.State;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approvals.Before;
import dev.chela.core.hash.Sha256;
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
            List.of("ALTER TABLE approval ADD COLUMN frozen TEXT NOT NULL DEFAULT ''"),
            List.of("CREATE TABLE approval_pattern (agent TEXT NOT NULL, program TEXT NOT NULL, arguments TEXT NOT NULL,"
                    + " created_at INTEGER NOT NULL, PRIMARY KEY (agent, program, arguments))"),
            List.of("ALTER TABLE approval ADD COLUMN resolved_at INTEGER NOT NULL DEFAULT 0",
                    "UPDATE approval SET resolved_at = created_at WHERE state <> 'PENDING'",
                    "CREATE INDEX approval_settled ON approval (resolved_at, id) WHERE state <> 'PENDING'"));

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
    static Step.Change settle(Approval settled) {
        return Step.Change.one("UPDATE approval SET state = ?, resolved_by = ?, resolved_at = ? WHERE id = ? AND state = 'PENDING'",
                settled.state(), settled.resolvedBy(), settled.resolvedAt(), settled.id());
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
        return new Rule(Sha256.shortId(agent + "\n" + binding), agent, binding, bound.command(), bound.directory(), row.number("created_at"));
    }

    static Step.Change forget(Rule rule) {
        return Step.Change.of("DELETE FROM approval_rule WHERE agent = ? AND binding = ?", rule.agent(), rule.binding());
    }

    List<Pattern> patterns() {
        return ledger.read("SELECT agent, program, arguments, created_at FROM approval_pattern ORDER BY created_at, agent, program, arguments",
                row -> pattern(text(row, "agent"), text(row, "program"), text(row, "arguments"), row.number("created_at")));
    }

    private static Pattern pattern(String agent, String program, String arguments, long since) {
        return new Pattern(Sha256.shortId(agent + "\n" + program + "\n" + arguments), agent, program, arguments, since);
    }

    static Step.Change add(Pattern pattern, long now) {
        return Step.Change.of("INSERT INTO approval_pattern (agent, program, arguments, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                pattern.agent(), pattern.program(), pattern.arguments(), now);
    }

    static Step.Change withdraw(Pattern pattern) {
        return Step.Change.of("DELETE FROM approval_pattern WHERE agent = ? AND program = ? AND arguments = ?", pattern.agent(), pattern.program(),
                pattern.arguments());
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

    List<Approval> settled(Before before, int most) {
        return ledger.read("SELECT * FROM approval WHERE state <> 'PENDING' AND (resolved_at, id) < (?, ?)"
                + " ORDER BY resolved_at DESC, id DESC LIMIT ?", ApprovalRows::approval, before.resolvedAt(), before.id(), most);
    }

    private static Approval approval(Row row) {
        Order order = new Order(text(row, "command"), text(row, "directory"), text(row, "binding"), text(row, "agent"), text(row, "session"), text(row, "frozen"));
        return new Approval(text(row, "id"), text(row, "call"), order, row.flag("always"), row.number("created_at"),
                row.number("expires_at"), State.valueOf(text(row, "state")), text(row, "resolved_by"), row.number("resolved_at"));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
