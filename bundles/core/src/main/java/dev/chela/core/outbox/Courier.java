package dev.chela.core.outbox;

import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends what answers nothing: somebody at the socket wants it sent. Safe on any thread. */
@Component(service = Courier.class)
public final class Courier {
    private static final Set<State> ON_ITS_WAY = Set.of(State.QUEUED, State.SENDING, State.RETRY);

    private final Ledger ledger;
    private final Post post;
    private final Outbox outbox;
    private final Events events;

    @Activate
    public Courier(@Reference Ledger ledger, @Reference Post post, @Reference Outbox outbox, @Reference Events events) {
        this.ledger = ledger;
        this.post = post;
        this.outbox = outbox;
        this.events = events;
    }

    /**
     * Puts a text on its way, in as many parts as the platform needs, and waits until it has arrived or cannot.
     *
     * @param key the same key twice is one sending, however long ago the first was, up to thirty days
     * @param patience how long to wait; what has not arrived by then stays on its way
     * @return the parts as they stand then; none for a blank text
     */
    public List<Held> send(String key, ReturnAddress to, String text, Duration patience) throws InterruptedException {
        return send(key, to, text, patience, sending -> {
            Step.Builder step = Step.named("send");
            sending.accept(step);
            ledger.commit(step.build());
        });
    }

    /** Commits what was added to its step. */
    @FunctionalInterface
    public interface Commit {
        void of(Consumer<Step.Builder> sending);
    }

    /**
     * The same, in a commit that says more.
     *
     * @param commit asked once for each key; nothing is sent when it throws
     */
    public List<Held> send(String key, ReturnAddress to, String text, Duration patience, Commit commit) throws InterruptedException {
        RunId run = new RunId("send:" + key);
        Semaphore happened = new Semaphore(0);
        try (Registration listening = events.listen(Outbox.Settled.class, settled -> {
            if (settled.parcel().key().value().startsWith(run + ":")) {
                happened.release();
            }
        })) {
            if (parts(run).isEmpty()) {
                commit.of(step -> post.reply(step, run, to.write(), text));
            }
            return settled(run, happened, System.nanoTime() + patience.toNanos());
        }
    }

    private List<Held> settled(RunId run, Semaphore happened, long until) throws InterruptedException {
        List<Held> parts = parts(run);
        while (parts.stream().anyMatch(part -> ON_ITS_WAY.contains(part.state()))
                && happened.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            parts = parts(run);
        }
        return parts;
    }

    private List<Held> parts(RunId run) {
        List<Held> parts = new ArrayList<>();
        for (Optional<Held> part = part(run, 1); part.isPresent(); part = part(run, parts.size() + 1)) {
            parts.add(part.get());
        }
        return parts;
    }

    /** Under another key when it had to be sent once more. */
    private Optional<Held> part(RunId run, int number) {
        return outbox.find(run + ":" + number).or(() -> outbox.find(run + ":" + number + ":again"));
    }
}
