package dev.chela.core.turn.internal.reply;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.outbox.Silence;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.settings.OutgoingStyle.Early;
import java.time.Duration;
import java.util.Optional;

/**
 * Shows what a model says while it says it, in one message that becomes the answer, where the account is to have it so and its platform
 * can change what was sent. Nothing is lost with what it shows: the answer takes the same way as all others.
 */
public final class Preview implements AutoCloseable {
    /** Platforms let nobody change a message much more often. */
    private static final Duration PACE = Duration.ofSeconds(1);
    /** Fewer characters are not worth a notification on somebody's telephone. */
    private static final int FIRST = 30;
    private static final String GOES_ON = " …";

    private final Rooms rooms;
    private final ActiveRun run;
    private final boolean wanted;
    /** Held while something is put on its way; never waited for by who only adds to what was said. */
    private final Object showing = new Object();
    private final StringBuilder said = new StringBuilder();
    private Optional<Registration> alarm = Optional.empty();
    private boolean begun;
    private boolean due;
    private boolean closed;

    public Preview(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
        String origin = run.input().origin();
        this.wanted = rooms.settings().outgoing().early(origin) == Early.PARTIAL && rooms.post().shows(origin);
    }

    synchronized void text(String delta) {
        if (wanted) {
            said.append(delta);
            if (!due && said.length() >= FIRST && !Silence.mayBegin(said.toString())) {
                due = true;
                soon();
            }
        }
    }

    /** On a thread of its own: what the model says is not to wait for the disk. */
    private void soon() {
        Runnable show = () -> rooms.tasks().start("preview", this::show);
        if (begun) {
            alarm = Optional.of(rooms.clock().after(PACE, show));
        } else {
            begun = true;
            show.run();
        }
    }

    private void show() {
        synchronized (showing) {
            soFar().ifPresent(this::show);
        }
    }

    private synchronized Optional<String> soFar() {
        due = false;
        return closed ? Optional.empty() : Optional.of(said.toString().stripTrailing() + GOES_ON);
    }

    private void show(String text) {
        Step.Builder step = Step.named("preview");
        if (new Reply(rooms, run).preview(step, rooms.sessions().open(run.session()), text)) {
            rooms.ledger().commit(step.build());
        }
    }

    /** From now on nothing is shown any more. Waits for what is being put on its way, so that the answer comes behind it. */
    @Override
    public void close() {
        synchronized (showing) {
            end();
        }
    }

    private synchronized void end() {
        closed = true;
        alarm.ifPresent(Registration::close);
    }
}
