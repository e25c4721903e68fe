package dev.chela.core.outbox;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.core.event.Events;
import dev.chela.core.markup.Dialect;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is done on a platform besides sending messages: reactions, edits, deletions, polls. Safe on any thread. */
@Component(service = Gestures.class)
public final class Gestures {
    private final Ledger ledger;
    private final Post post;
    private final Outbox outbox;
    private final Carrier carrier;
    private final Waiting waiting;

    @Activate
    public Gestures(@Reference Ledger ledger, @Reference Post post, @Reference Outbox outbox, @Reference Carrier carrier, @Reference Events events) {
        this.ledger = ledger;
        this.post = post;
        this.outbox = outbox;
        this.carrier = carrier;
        this.waiting = new Waiting(events);
    }

    /** What an account can do, or could when it was last open. */
    public Capabilities capabilities(String channel, String account) {
        return carrier.capabilities(channel, account);
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
        DeliveryKey id = new DeliveryKey("gesture:" + key);
        return waiting.forEnd(id::equals, () -> begin(id, channel, account, out), () -> outbox.find(id.value()).stream().toList(), patience).get(0);
    }

    private void begin(DeliveryKey id, String channel, String account, Outbound out) {
        if (outbox.find(id.value()).isEmpty()) {
            Step.Builder step = Step.named("gesture");
            post.queue(step, id, channel, account, out);
            ledger.commit(step.build());
        }
    }
}
