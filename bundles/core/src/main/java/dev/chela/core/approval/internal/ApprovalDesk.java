package dev.chela.core.approval.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.approval.Allowlist;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.Approval.Order;
import dev.chela.core.approval.Approval.Requested;
import dev.chela.core.approval.Approval.Resolved;
import dev.chela.core.approval.Approval.State;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Elevation;
import dev.chela.core.approval.SafeBins;
import dev.chela.core.approval.internal.Placement.Place;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.hash.Sha256;
import dev.chela.core.outbox.Post;
import dev.chela.core.process.AgentExec;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Placement placement;
    private final Config.Live<ExecSettings> settings;
    private final Config.Live<SafeBins> safe;
    private final Config.Live<AgentExec> ownSettings;
    private final Waits<Approval> waits;
    private final Map<Cleared, Seen> cleared = new ConcurrentHashMap<>();
    private final Set<Lifted> lifted = ConcurrentHashMap.newKeySet();

    @Activate
    public ApprovalDesk(@Reference Ledger ledger, @Reference Post post, @Reference Sessions sessions, @Reference Config config,
            @Reference Events events, @Reference Clock clock, @Reference Sandboxes sandboxes, @Reference Elevation elevation) {
        this.placement = new Placement(sandboxes, elevation);
        this.ledger = ledger;
        this.rows = new ApprovalRows(ledger);
        this.post = post;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
        this.waits = new Waits<>("chela-approval", clock);
        this.settings = config.section("tools.exec", ExecSettings.class);
        this.safe = config.section("tools.exec", SafeBins.class);
        this.ownSettings = config.section("", AgentExec.class);
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
        settings.close();
        ownSettings.close();
        safe.close();
    }

    private record Cleared(String session, String callId, String command) {}

    private record Lifted(String session, String callId, String tool) {}

    /** What a person saw; empty text when nobody had to be asked. */
    private record Seen(Plan plan, String frozen) {}

    @Override
    public boolean holds(ToolCall call, String command) {
        Seen seen = cleared.get(new Cleared(call.session().value(), call.id(), command));
        if (seen != null && !seen.frozen().isEmpty()) {
            Frozen.changed(seen.frozen(), now(seen.plan(), command)).ifPresent(what -> {
                throw new Denied("this command was approved, but " + what + " since then; it was not run. Ask for it again");
            });
        }
        return seen != null;
    }

    @Override
    public boolean lifted(ToolCall call) {
        return lifted.stream().anyMatch(pass -> pass.session().equals(call.session().value()) && pass.callId().equals(call.id()));
    }

    private String now(Plan plan, String command) {
        return Frozen.of(command, Commands.directory(plan), exec(plan.agent()).pathPrepend());
    }

    private ExecSettings exec(String agent) {
        return ownSettings.get().of(agent, settings.get());
    }

    @Override
    public Pass open(Plan plan) {
        Optional<Cleared> pass = Commands.of(plan).map(order -> new Cleared(plan.session(), plan.callId(), order.command()));
        String frozen = rows.ofCall(plan.call()).map(approval -> approval.order().frozen()).orElse("");
        pass.ifPresent(key -> cleared.put(key, new Seen(plan, frozen)));
        Lifted outside = new Lifted(plan.session(), plan.callId(), plan.tool());
        if (placement.of(plan, own(plan)).lifted()) {
            lifted.add(outside);
        }
        return () -> {
            pass.ifPresent(cleared::remove);
            lifted.remove(outside);
        };
    }

    @Override
    public Ruling rule(Plan plan) {
        Optional<Order> order = Commands.of(plan);
        if (order.isEmpty()) {
            return new Ruling.Free();
        }
        Optional<String> nowhere = placement.refusal(plan, own(plan));
        if (nowhere.isPresent()) {
            return new Ruling.Refused(nowhere.get());
        }
        Place place = placement.of(plan, own(plan));
        OwnRules told = OwnRules.of(exec(plan.agent()), own(plan)).within(plan.leash());
        OwnRules rules = place == Place.LIFTED ? told.lifted() : told;
        ExecSettings now = rules.exec();
        if (now.security() != ExecSettings.Security.DENY && place == Place.SANDBOX) {
            return new Ruling.Free(); // It reaches nothing that a person would have to be asked about.
        }
        boolean remote = plan.isRemote();
        boolean listed = new Listed(rows, safe.get(), plan, now.pathPrepend()).covers(order.get().command());
        return switch (now.judge(remote, listed)) {
            case RUN -> new Ruling.Free();
            case DENIED -> new Ruling.Refused(rules.refusal());
            case ASK -> new Ruling.Ask(frozen(plan, order.get()), now.asking(remote) != ExecSettings.Ask.ALWAYS);
        };
    }

    private Settings own(Plan plan) {
        return session(plan.session()).map(Session::settings).orElse(Settings.NONE);
    }

    private Order frozen(Plan plan, Order order) {
        return new Order(order.command(), order.directory(), order.binding(), order.agent(), order.session(), now(plan, order.command()));
    }

    private Optional<Session> session(String key) {
        return key.isEmpty() ? Optional.empty() : sessions.find(new SessionKey(key));
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
        String to = session(wish.order().session()).map(session -> sessions.outward(session, wish.origin())).orElse(wish.origin());
        post.reply(step, new RunId("approval:" + fresh.id()), to, Words.question(fresh));
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
