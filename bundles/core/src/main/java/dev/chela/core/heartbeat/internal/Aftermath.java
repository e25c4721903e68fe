package dev.chela.core.heartbeat.internal;

import dev.chela.api.id.RunId;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.heartbeat.internal.BeatRows.Beat;
import dev.chela.core.heartbeat.internal.BeatRows.State;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.store.Step;
import dev.chela.core.turn.Tidings;
import dev.chela.core.usage.UsageBook.Counted;
import java.time.Duration;

/** Ends a beat: one commit that holds what it cost, what came of it, and what leaves the house because of it. */
final class Aftermath {
    /** How the names of its deliveries begin. */
    static final String TOLD = "told:";
    /** Nobody is told the same twice in this time. */
    private static final Duration AGAIN = Duration.ofHours(24);

    private final Rooms rooms;

    Aftermath(Rooms rooms) {
        this.rooms = rooms;
    }

    /** @param end of the run that took it */
    void of(Beat beat, Settled end) {
        RunId run = new RunId(beat.id());
        Counted spent = rooms.usage().ofRun(run);
        long now = rooms.now();
        Step.Builder step = Step.named("heartbeat ended").change(BeatRows.end(beat, spent)).change(rooms.usage().ended(run)).change(BeatRows.forgetBefore(now));
        if (end.run().equals(run)) { // Else it was news for a run that somebody else waits for.
            tell(step, report(step, beat, end, now).lasting(now - beat.at()));
        }
        rooms.ledger().commit(step.build());
    }

    static void tell(Step.Builder step, Report report) {
        step.change(BeatRows.last(report.event())).fact(new Heartbeats.Told(report.event()));
    }

    private Report report(Step.Builder step, Beat beat, Settled end, long now) {
        return switch (end.state()) {
            case OK -> rooms.agent(beat.agent()).map(agent -> said(step, beat, rooms.likely(agent), Tidings.of(end.text(), rooms.likely(agent).slack())))
                    .orElseGet(() -> Report.skipped(now, beat.agent(), "the agent was removed"));
            case ABORTED -> Report.failed(now, beat.agent(), "it was aborted: " + end.text());
            default -> Report.failed(now, beat.agent(), end.error());
        };
    }

    private Report said(Step.Builder step, Beat beat, Pulse pulse, String text) {
        Listener listener = rooms.destinations().of(pulse);
        Visibility seen = rooms.visibility(listener);
        Report report = text.isEmpty() ? nothing(step, beat, listener, seen) : something(step, beat, listener, seen, text);
        return seen.useIndicator() ? report : report.unmarked();
    }

    private Report nothing(Step.Builder step, Beat beat, Listener listener, Visibility seen) {
        Report report = Report.nothing(rooms.now(), beat.agent());
        if (seen.showOk() && listener instanceof Listener.Someone someone) {
            send(step, TOLD + beat.id(), someone.address(), Tidings.NOTHING);
            return report.toldTo(someone.address());
        }
        return report;
    }

    private Report something(Step.Builder step, Beat beat, Listener listener, Visibility seen, String text) {
        long now = rooms.now();
        if (!seen.showAlerts()) {
            return Report.unseen(now, beat.agent()).saying(text);
        }
        State state = rooms.rows().state(beat.agent()).orElse(new State(beat.agent(), 0, 0, "", 0, 0));
        if (state.told().equals(text) && now - state.toldAt() < AGAIN.toMillis()) {
            return Report.skipped(now, beat.agent(), "duplicate").saying(text);
        }
        if (listener instanceof Listener.Someone someone) {
            send(step, TOLD + beat.id(), someone.address(), text);
            step.change(BeatRows.save(state.told(text, now)));
            return Report.sent(now, beat.agent(), someone.address()).saying(text);
        }
        return Report.skipped(now, beat.agent(), ((Listener.Nobody) listener).why()).saying(text);
    }

    void send(Step.Builder step, String id, ReturnAddress to, String text) {
        rooms.post().reply(step, new RunId(id), to.write(), text);
    }
}
