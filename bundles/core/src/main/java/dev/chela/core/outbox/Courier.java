package dev.chela.core.outbox;

import dev.chela.api.channel.MediaRef;
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
     * Puts a message on its way, in as many parts as the platform needs, and waits until it has arrived or cannot.
     *
     * @param key the same key twice is one sending, however long ago the first was, up to thirty days
     * @param patience how long to wait; what has not arrived by then stays on its way
     * @return the parts as they stand then, one at least
     * @throws Permanent when the text is one of which nothing is seen there, and no file goes with it
     */
    public List<Held> send(String key, ReturnAddress to, Content content, Duration patience) throws InterruptedException {
        return send(key, to, content, patience, this::commit);
    }

    private void commit(Consumer<Step.Builder> sending) {
        Step.Builder step = Step.named("send");
        sending.accept(step);
        ledger.commit(step.build());
    }

    /** What is sent. @param files that the house keeps until this returns, and the place can take */
    public record Content(String text, List<MediaRef> files) {
        public Content {
            files = List.copyOf(files);
        }

        public static Content of(String text) {
            return new Content(text, List.of());
        }
    }

    /** Whether something was put on its way under this key. */
    public boolean knows(String key) {
        return !outbox.parts(run(key)).isEmpty();
    }

    private static RunId run(String key) {
        return new RunId("send:" + key);
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
    public List<Held> send(String key, ReturnAddress to, Content content, Duration patience, Commit commit) throws InterruptedException {
        RunId run = run(key);
        List<Held> parts = waiting.forEnd(part -> part.value().startsWith(run + ":"), () -> begin(run, to, content, commit), () -> outbox.parts(run), patience);
        if (parts.isEmpty()) {
            throw new Permanent("nothing of this text would be seen on " + to.channel() + ", so that it is not sent");
        }
        return parts;
    }

    private void begin(RunId run, ReturnAddress to, Content content, Commit commit) {
        beginning.compute(run, (same, nobody) -> {
            if (outbox.parts(run).isEmpty()) {
                commit.of(step -> post.reply(step, run, to.write(), content.text(), content.files()));
            }
            return null;
        });
    }
}
