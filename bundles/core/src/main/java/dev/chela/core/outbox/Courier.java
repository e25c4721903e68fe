package dev.chela.core.outbox;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends what answers nothing: somebody at the socket wants it sent. Safe on any thread. */
@Component(service = Courier.class)
public final class Courier {
    private final Ledger ledger;
    private final Post post;
    private final Outbox outbox;
    private final Waiting waiting;
    /** Keys in the moment in which they are put on their way: of two callers one does, and the other sees that it is. */
    private final ConcurrentHashMap<RunId, Boolean> beginning = new ConcurrentHashMap<>();

    @Activate
    public Courier(@Reference Ledger ledger, @Reference Post post, @Reference Outbox outbox, @Reference Events events) {
        this.ledger = ledger;
        this.post = post;
        this.outbox = outbox;
        this.waiting = new Waiting(events);
    }

    /**
     * Puts a text on its way, in as many parts as the platform needs, and waits until it has arrived or cannot.
     *
     * @param key the same key twice is one sending, however long ago the first was, up to thirty days
     * @param patience how long to wait; what has not arrived by then stays on its way
     * @return the parts as they stand then, one at least
     * @throws Permanent when the text is one of which nothing is seen there
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
        List<Held> parts = waiting.forEnd(part -> part.value().startsWith(run + ":"), () -> begin(run, to, text, commit), () -> outbox.parts(run), patience);
        if (parts.isEmpty()) {
            throw new Permanent("nothing of this text would be seen on " + to.channel() + ", so that it is not sent");
        }
        return parts;
    }

    private void begin(RunId run, ReturnAddress to, String text, Commit commit) {
        beginning.compute(run, (same, nobody) -> {
            if (outbox.parts(run).isEmpty()) {
                commit.of(step -> post.reply(step, run, to.write(), text));
            }
            return null;
        });
    }
}
