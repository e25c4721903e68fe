package dev.chela.core.outbox;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.markup.Dialect;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is done on a platform besides sending messages: reactions, edits, deletions, polls. Safe on any thread. */
@Component(service = Gestures.class)
public final class Gestures {
    private static final Set<State> ON_ITS_WAY = Set.of(State.QUEUED, State.SENDING, State.RETRY);

    private final Ledger ledger;
    private final Post post;
    private final Outbox outbox;
    private final Carrier carrier;
    private final Events events;

    @Activate
    public Gestures(@Reference Ledger ledger, @Reference Post post, @Reference Outbox outbox, @Reference Carrier carrier, @Reference Events events) {
        this.ledger = ledger;
        this.post = post;
        this.outbox = outbox;
        this.carrier = carrier;
        this.events = events;
    }

    /** What an account can do, by the simple names of {@link Outbound}. */
    public Set<String> kinds(String channel, String account) {
        return carrier.capabilities(channel, account).kinds();
    }

    /** A text as the platform shows it, in one piece. */
    public Rendered written(String channel, String account, String text) {
        return Dialect.of(carrier.capabilities(channel, account)).whole(text);
    }

    /**
     * Puts one thing on its way and waits for its end, as long as patience lasts.
     *
     * @param key the same key twice is one delivery, up to thirty days
     */
    public Held make(String key, String channel, String account, Outbound out, Duration patience) throws InterruptedException {
        String id = "gesture:" + key;
        Semaphore happened = new Semaphore(0);
        try (Registration listening = events.listen(Outbox.Settled.class, settled -> happened.release())) {
            if (held(id).isEmpty()) {
                Step.Builder step = Step.named("gesture");
                post.queue(step, new DeliveryKey(id), channel, account, out);
                ledger.commit(step.build());
            }
            long until = System.nanoTime() + patience.toNanos();
            Held now = held(id).orElseThrow();
            while (ON_ITS_WAY.contains(now.state()) && happened.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                now = held(id).orElseThrow();
            }
            return now;
        }
    }

    /** Under another key when it had to be sent once more. */
    private Optional<Held> held(String id) {
        return outbox.find(id).or(() -> outbox.find(id + ":again"));
    }
}
