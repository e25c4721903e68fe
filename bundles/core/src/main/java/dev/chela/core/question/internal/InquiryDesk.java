package dev.chela.core.question.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.hash.Sha256;
import dev.chela.core.outbox.Post;
import dev.chela.core.question.Inquiries;
import dev.chela.core.question.Inquiry.Requested;
import dev.chela.core.question.Inquiry.Resolved;
import dev.chela.core.question.Inquiry.State;
import dev.chela.core.question.Inquiry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Waits;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the questions, wakes whoever waits for an answer, and takes back what nobody answers or nobody wants any more. */
@Component
public final class InquiryDesk implements Inquiries {
    private static final Duration KEPT = Duration.ofDays(30);

    private final Ledger ledger;
    private final InquiryRows rows;
    private final Post post;
    private final Sessions sessions;
    private final Events events;
    private final Clock clock;
    private final Waits<Inquiry> waits;
    /** Those that wait, so that no message and no change of a session costs a query. */
    private final Map<String, Inquiry> open = new ConcurrentHashMap<>();
    private final Registration listening;

    @Activate
    public InquiryDesk(@Reference Ledger ledger, @Reference Post post, @Reference Sessions sessions, @Reference Events events,
            @Reference Clock clock) {
        this.ledger = ledger;
        this.rows = new InquiryRows(ledger);
        this.post = post;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
        this.waits = new Waits<>("chela-question", clock);
        forgetOld();
        rows.pending().forEach(this::watch);
        listening = events.listen(Sessions.Changed.class, changed -> withdraw(changed.session()));
        withdrawOld();
    }

    private void withdrawOld() {
        open.values().stream().flatMap(each -> session(each).stream()).distinct().forEach(this::withdraw);
    }

    private Optional<Session> session(Inquiry inquiry) {
        String key = inquiry.asker().session();
        return key.isEmpty() ? Optional.empty() : sessions.find(new SessionKey(key));
    }

    private void forgetOld() {
        long limit = clock.now().minus(KEPT).toEpochMilli();
        if (rows.hasSettledBefore(limit)) {
            ledger.commit(Step.named("question-forget").change(InquiryRows.forgetBefore(limit)).build());
        }
    }

    @Deactivate
    public void close() {
        listening.close();
        waits.close();
    }

    /** When its run has ended, nobody wants the answer. When the gateway stops, no run ends: the question waits for the next start. */
    private void withdraw(Session session) {
        open.values().stream()
                .filter(each -> each.asker().session().equals(session.key().value()) && !each.asker().run().isEmpty())
                .filter(each -> !session.last().isRunning() || !session.last().runId().equals(each.asker().run()))
                .forEach(each -> waits.start("withdrawal", () -> settle(each.ended(State.CANCELLED, ""))));
    }

    @Override
    public Inquiry put(Wish wish) {
        Form.check(wish.questions());
        Optional<Inquiry> known = rows.ofCall(wish.call());
        known.filter(Inquiry::isPending).ifPresent(again -> events.publish(new Requested(again)));
        return known.orElseGet(() -> begin(wish));
    }

    private Inquiry begin(Wish wish) {
        long now = clock.now().toEpochMilli();
        Inquiry fresh = new Inquiry(wish.id().isEmpty() ? Sha256.shortId(wish.call()) : wish.id(), wish.call(), wish.questions(),
                wish.asker(), now, now + wish.life().toMillis(), State.PENDING, Map.of(), "", "");
        if (find(fresh.id()).isPresent()) {
            throw new Permanent("there is another question '" + fresh.id() + "' already");
        }
        Step.Builder step = Step.named("question").change(InquiryRows.insert(fresh)).fact(new Requested(fresh));
        post.ask(step, new RunId("question:" + fresh.id()), outward(wish), Words.question(fresh), Words.buttons(fresh));
        open.put(fresh.id(), fresh);
        waits.open(fresh.id());
        boolean kept = false;
        try {
            kept = ledger.commit(step.build()) == Ledger.Outcome.APPLIED;
        } finally {
            if (!kept) {
                open.remove(fresh.id());
                waits.drop(fresh.id());
            }
        }
        if (kept) {
            limit(fresh);
            session(fresh).ifPresent(this::withdraw); // Its run may have ended before there was anything to withdraw.
        }
        return rows.ofCall(wish.call()).orElseThrow(() -> new Permanent("there is another question '" + fresh.id() + "' already"));
    }

    private String outward(Wish wish) {
        String key = wish.asker().session();
        return key.isEmpty() ? wish.origin() : sessions.outward(sessions.open(new SessionKey(key)), wish.origin());
    }

    private void watch(Inquiry inquiry) {
        open.put(inquiry.id(), inquiry);
        waits.open(inquiry.id());
        limit(inquiry);
    }

    private void limit(Inquiry inquiry) {
        waits.limit(inquiry.id(), inquiry.expiresAt(), () -> settle(inquiry.ended(State.EXPIRED, "")));
    }

    @Override
    public Inquiry await(String id, Cancellation cancellation) throws InterruptedException {
        return waits.await(id, () -> find(id).filter(inquiry -> !inquiry.isPending()), cancellation);
    }

    @Override
    public Inquiry answer(String id, Map<String, List<String>> answers, By by) {
        Inquiry inquiry = find(id).orElseThrow(() -> gone(id));
        if (!by.resolution().isEmpty() && by.resolution().equals(inquiry.resolution())) {
            return inquiry;
        }
        if (!inquiry.isPending()) {
            throw gone(id);
        }
        Form.check(inquiry.questions(), answers);
        Inquiry answered = inquiry.answered(Map.copyOf(answers), by.who(), by.resolution());
        if (!settle(answered)) {
            throw gone(id);
        }
        return answered;
    }

    private static Permanent gone(String id) {
        return new Permanent("unknown or expired question id '" + id + "'");
    }

    @Override
    public boolean decline(String id, String by) {
        return find(id).filter(Inquiry::isPending).filter(inquiry -> settle(inquiry.ended(State.CANCELLED, by))).isPresent();
    }

    private boolean settle(Inquiry settled) {
        Step step = Step.named("question-settle").change(InquiryRows.settle(settled)).fact(new Resolved(settled)).build();
        boolean mine = ledger.commit(step) == Ledger.Outcome.APPLIED;
        if (mine) {
            open.remove(settled.id());
            waits.end(settled.id(), settled);
        }
        return mine;
    }

    @Override
    public Optional<Inquiry> find(String id) {
        return rows.find(id);
    }

    @Override
    public List<Inquiry> pending() {
        return rows.pending();
    }

    @Override
    public Optional<Inquiry> pending(SessionKey session) {
        return open.values().stream().filter(inquiry -> inquiry.asker().session().equals(session.value()))
                .min(Comparator.comparingLong(Inquiry::createdAt));
    }

    @Override
    public Optional<Map<String, List<String>>> read(Inquiry inquiry, String message) {
        return Words.read(inquiry.questions(), message);
    }
}
