package dev.chela.core.approval.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.approval.Allowlist;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.Approval.Requested;
import dev.chela.core.approval.Approval.Resolved;
import dev.chela.core.approval.Approval.State;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Elevation;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.hash.Sha256;
import dev.chela.core.outbox.Post;
import dev.chela.core.process.Clearance;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the requests, wakes whoever waits for one, and lets expire what nobody answers. */
@Component(service = {Approvals.class, Clearance.class, Allowlist.class})
public final class ApprovalDesk implements Approvals, Clearance, Allowlist {
    private static final Duration KEPT = Duration.ofDays(30);

    private final Ledger ledger;
    private final ApprovalRows rows;
    private final Post post;
    private final Sessions sessions;
    private final Events events;
    private final Clock clock;
    private final CommandJudge judge;
    private final Waits<Approval> waits;

    @Activate
    public ApprovalDesk(@Reference Ledger ledger, @Reference Post post, @Reference Sessions sessions, @Reference Config config,
            @Reference Events events, @Reference Clock clock, @Reference Sandboxes sandboxes, @Reference Elevation elevation) {
        this.ledger = ledger;
        this.rows = new ApprovalRows(ledger);
        this.post = post;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
        this.waits = new Waits<>("chela-approval", clock);
        this.judge = new CommandJudge(rows, sessions, config, new Placement(sandboxes, elevation));
        forgetOld();
        rows.pending().forEach(this::watch);
    }

    private void forgetOld() {
        long limit = clock.now().minus(KEPT).toEpochMilli();
        if (rows.hasDecidedBefore(limit)) {
            ledger.commit(Step.named("approval-forget").change(ApprovalRows.forgetBefore(limit)).build());
        }
    }

    @Deactivate
    public void close() {
        waits.close();
        judge.close();
    }

    @Override
    public boolean holds(ToolCall call, String command) {
        return judge.holds(call, command);
    }

    @Override
    public boolean lifted(ToolCall call) {
        return judge.lifted(call);
    }

    @Override
    public Pass open(Plan plan) {
        return judge.open(plan);
    }

    @Override
    public Ruling rule(Plan plan) {
        return judge.rule(plan);
    }

    @Override
    public Approval request(Wish wish) {
        Optional<Approval> known = rows.ofCall(wish.call());
        known.filter(Approval::isPending).ifPresent(again -> events.publish(new Requested(again)));
        return known.orElseGet(() -> begin(wish));
    }

    private Approval begin(Wish wish) {
        long now = clock.now().toEpochMilli();
        Approval fresh = new Approval(wish.id().isEmpty() ? Sha256.shortId(wish.call()) : wish.id(), wish.call(), wish.order(),
                wish.always(), now, now + wish.life().toMillis(), State.PENDING, "", 0);
        Step.Builder step = Step.named("approval").change(ApprovalRows.insert(fresh)).fact(new Requested(fresh));
        String to = Optional.of(wish.order().session()).filter(key -> !key.isEmpty()).flatMap(key -> sessions.find(new SessionKey(key)))
                .map(session -> sessions.outward(session, wish.origin())).orElse(wish.origin());
        post.ask(step, new RunId("approval:" + fresh.id()), to, Words.question(fresh), Words.buttons(fresh));
        waits.open(fresh.id());
        boolean kept = false;
        try {
            kept = ledger.commit(step.build()) == Ledger.Outcome.APPLIED;
        } finally {
            if (!kept) {
                waits.drop(fresh.id());
            }
        }
        if (kept) {
            limit(fresh);
        }
        return rows.ofCall(wish.call()).orElseThrow(() -> new Permanent("there is another approval '" + fresh.id() + "' already"));
    }

    private void watch(Approval approval) {
        waits.open(approval.id());
        limit(approval);
    }

    private void limit(Approval approval) {
        waits.limit(approval.id(), approval.expiresAt(), () -> settle(approval, State.EXPIRED, "", List.of()));
    }

    @Override
    public Approval await(String id, Cancellation cancellation) throws InterruptedException {
        return waits.await(id, () -> find(id).filter(approval -> !approval.isPending()), cancellation);
    }

    @Override
    public Approval resolve(String id, Decision decision, String by) {
        Approval approval = find(id).filter(Approval::isPending)
                .orElseThrow(() -> new Permanent("unknown or expired approval id '" + id + "'"));
        if (!approval.decisions().contains(decision)) {
            throw new Permanent("this command cannot be allowed for good while tools.exec.ask is \"always\"; allow it once, or deny it");
        }
        List<Step.Change> rule = decision == Decision.ALLOW_ALWAYS
                ? List.of(ApprovalRows.allowAlways(approval.order(), clock.now().toEpochMilli())) : List.of();
        if (!settle(approval, decision.state(), by, rule)) {
            throw new Permanent("unknown or expired approval id '" + id + "'");
        }
        return find(id).orElse(approval);
    }

    @Override
    public void cancel(String id) {
        find(id).filter(Approval::isPending).ifPresent(approval -> settle(approval, State.CANCELLED, "", List.of()));
    }

    private boolean settle(Approval approval, State state, String by, List<Step.Change> alongside) {
        Approval settled = approval.in(state, by, clock.now().toEpochMilli());
        Step.Builder step = Step.named("approval-settle").change(ApprovalRows.settle(settled)).fact(new Resolved(settled));
        alongside.forEach(step::change);
        boolean mine = ledger.commit(step.build()) == Ledger.Outcome.APPLIED;
        if (mine) {
            waits.end(approval.id(), settled);
        }
        return mine;
    }

    @Override
    public List<Rule> rules() {
        return rows.rules();
    }

    @Override
    public List<Pattern> patterns() {
        return rows.patterns();
    }

    @Override
    public void edit(Edit edit) {
        long now = clock.now().toEpochMilli();
        Step.Builder step = Step.named("approval-rules");
        edit.forgotten().forEach(rule -> step.change(ApprovalRows.forget(rule)));
        edit.withdrawn().forEach(pattern -> step.change(ApprovalRows.withdraw(pattern)));
        edit.added().forEach(pattern -> step.change(ApprovalRows.add(pattern, now)));
        ledger.commit(step.build());
    }

    @Override
    public Optional<Approval> find(String id) {
        return rows.find(id);
    }

    @Override
    public List<Approval> settled(Before before, int most) {
        return rows.settled(before, most);
    }

    @Override
    public List<Approval> pending() {
        return rows.pending();
    }
}
