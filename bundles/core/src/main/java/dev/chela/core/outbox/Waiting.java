package dev.chela.core.outbox;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Outbox.Held;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for deliveries to reach their end. Safe on any thread. */
final class Waiting {
    private final Events events;

    Waiting(Events events) {
        this.events = events;
    }

    /**
     * @param meant which deliveries are waited for
     * @param begin puts them on their way, once it is listened for their end
     * @param deliveries as they stand when it is called
     * @return as they stand when all have ended, or patience has
     */
    List<Held> forEnd(Predicate<DeliveryKey> meant, Runnable begin, Supplier<List<Held>> deliveries, Duration patience) throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        try (Registration listening = events.listen(Outbox.Settled.class, settled -> {
            if (meant.test(settled.parcel().key())) {
                ended.release();
            }
        })) {
            begin.run();
            long until = System.nanoTime() + patience.toNanos();
            List<Held> now = deliveries.get();
            while (now.stream().anyMatch(each -> each.state().onItsWay()) && ended.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                now = deliveries.get();
            }
            return now;
        }
    }
}
