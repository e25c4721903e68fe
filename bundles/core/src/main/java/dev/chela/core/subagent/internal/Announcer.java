package dev.chela.core.subagent.internal;

import dev.chela.api.grant.Subagents.State;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Standing;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.inbox.Mandate.Bill;
import dev.chela.core.inbox.Received;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Step;
import dev.chela.core.subagent.Kept;
import dev.chela.core.subagent.Kin;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.Consequences;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells conversations what came of what they set going. The message is an inbox row in the commit that ends the run, so it is neither
 * lost nor doubled, whatever dies.
 */
@Component(service = Consequences.class)
public final class Announcer implements Consequences {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration LATELY = Duration.ofMinutes(30);

    private final Kin kin;
    private final Intake intake;
    private final Sessions sessions;
    private final Clock clock;
    private final Config.Live<TalkConfig> config;
    private final Scope threads = new Scope("chela-subagent");
    private final Registration handing;

    @Activate
    public Announcer(@Reference Kin kin, @Reference Intake intake, @Reference Sessions sessions, @Reference Events events,
            @Reference Clock clock, @Reference Config config) {
        this.kin = kin;
        this.intake = intake;
        this.sessions = sessions;
        this.clock = clock;
        this.config = config.section("", TalkConfig.class);
        handing = events.listen(Handed.class, handed -> handOver(events, handed.input()));
    }

    /** Further inputs are on disk: they go on outside of the lock of the session whose step brought them. */
    private record Handed(Input input) {}

    private void handOver(Events events, Input input) {
        try {
            threads.start("announce", () -> events.publish(new Intake.Accepted(input)));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("{} waits for the next start", input.id());
        }
    }

    @Deactivate
    public void close() {
        handing.close();
        threads.close();
        config.close();
    }

    @Override
    public String briefing(SessionKey session) {
        List<Kept> all = kin.of(session);
        return all.isEmpty() ? "" : Wording.briefing(all, clock.now().minus(LATELY).toEpochMilli());
    }

    @Override
    public void ended(Step.Builder step, Ending ending) {
        if (ending.stopReason().equals(YIELD)) {
            return;
        }
        if (SessionKeys.isSpawned(ending.session().key())) {
            kin.find(ending.session().key()).filter(Kept::isRunning).ifPresent(kept -> finish(step, kept, ending));
        }
        answer(ending).ifPresent(input -> hand(step, input));
    }

    private void hand(Step.Builder step, Input input) {
        intake.add(step, input);
        step.fact(new Handed(input)).fact(Received.of(input));
    }

    /** Who waits for others has not ended, whatever it said meanwhile. */
    private void finish(Step.Builder step, Kept kept, Ending ending) {
        if (ending.settled().state() == Runs.State.OK && !kin.running(kept.session()).isEmpty()) {
            return;
        }
        Session.Spent total = ending.session().spent();
        Kept ended = kept.ended(state(ending.settled()), result(ending.settled()), clock.now().toEpochMilli(),
                new Bill(total.input(), total.output(), total.cost()));
        step.change(Kin.end(ended));
        step.fact(new Kept.Finished(ended));
        if (kept.order().told() && !Wording.skips(ended.result())) {
            listener(kept).ifPresentOrElse(parent -> hand(step, announcement(ended, parent, ending)),
                    () -> LOG.info("nobody is there any more to hear how sub-agent {} ended", kept.session()));
        }
    }

    private static State state(Runs.Settled settled) {
        return switch (settled.state()) {
            case OK -> State.OK;
            case ABORTED -> State.CANCELLED;
            default -> settled.kind().equals("timeout") ? State.TIMEOUT : State.ERROR;
        };
    }

    private static String result(Runs.Settled settled) {
        String said = Wording.isSilent(settled.text()) && !Wording.skips(settled.text()) ? "" : settled.text();
        return settled.error().isEmpty() ? said : (settled.error() + (said.isEmpty() ? "" : "\nUntil then it had said: " + said));
    }

    /** The parent, or where that is gone, its own. */
    private Optional<SessionKey> listener(Kept kept) {
        if (sessions.find(kept.parent()).isPresent()) {
            return Optional.of(kept.parent());
        }
        return kin.find(kept.parent()).flatMap(this::listener);
    }

    private Input announcement(Kept ended, SessionKey parent, Ending ending) {
        int left = (int) kin.running(parent).stream().filter(other -> !other.session().equals(ended.session())).count();
        boolean toPerson = !SessionKeys.isSpawned(parent);
        Mandate mandate = ended.mandate(ending.input().said().mandate().hops()).billing(ended.spent());
        String text = Wording.end(ended, ended.spent(), left, toPerson);
        return input("announce:" + ended.run(), "subagent", new Said(parent, text, List.of(), "", Talks.manner(false, leash(ending)), Said.Aside.NONE, mandate),
                toPerson ? ended.order().origin() : "");
    }

    /** What confined the commands of a run confines those of whoever goes on with what it came to. */
    private static Leash leash(Ending ending) {
        return Leash.NONE.tightened(ending.input().said().manner().levels().leash());
    }

    private Input input(String id, String source, Said said, String origin) {
        return new Input(id, source, "", id, said, origin, clock.now().toEpochMilli());
    }

    /** What was said by another conversation is answered there, as often as two may do so without a person. */
    private Optional<Input> answer(Ending ending) {
        Mandate asked = ending.input().said().mandate();
        Runs.Settled settled = ending.settled();
        boolean failed = settled.state() != Runs.State.OK;
        if (asked.answerTo().isEmpty() || !failed && Wording.isSilent(settled.text()) || config.get().turns() <= asked.turn()) {
            return Optional.empty();
        }
        int turn = asked.turn() + 1;
        boolean goesOn = !failed && turn < config.get().turns() && asked.hops() + 1 < Standing.MOST_HOPS;
        SessionKey self = ending.session().key();
        Mandate mandate = new Mandate(self.value(), asked.behalf(), asked.hops() + 1).answering(goesOn ? self.value() : "", turn);
        String text = failed ? "(no answer: " + (settled.error().isEmpty() ? "the turn was stopped" : settled.error()) + ")" : settled.text();
        return Optional.of(input("answer:" + settled.run(), "session", new Said(new SessionKey(asked.answerTo()),
                Wording.message(self.value(), text, goesOn), List.of(), "", Talks.manner(goesOn, leash(ending)), Said.Aside.NONE, mandate), ""));
    }
}
