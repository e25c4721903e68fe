package dev.chela.core.hook.internal;

import dev.chela.api.hook.Passage.Sending;
import dev.chela.api.task.Cancellation;
import dev.chela.core.guest.Arrivals;
import dev.chela.core.hook.Hooks;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.task.CancelSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Shows the hooks what leaves. What an earlier start left behind waits for the plugins of that start: else an answer that a hook would
 * have stopped leaves because the gateway was restarted.
 */
@Component(service = Inspection.class)
public final class Departures implements Inspection {
    private final Hooks hooks;
    private final Cancellation never = new CancelSource();
    private final CountDownLatch arrived = new CountDownLatch(1);

    @Activate
    public Departures(@Reference Hooks hooks) {
        this.hooks = hooks;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindArrivals(Arrivals arrivals) {
        arrived.countDown();
    }

    /** They have come, and do not go again. */
    public void unbindArrivals(Arrivals arrivals) {
        arrived.countDown();
    }

    @Override
    public Ruling of(Parcel parcel) {
        try {
            arrived.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        if (!hooks.at(Sending.class)) {
            return new Leaves(parcel.out());
        }
        Outcome<Sending> outcome = hooks.pass(new Sending(parcel.key(), parcel.channel(), parcel.account(), parcel.out()), never);
        return outcome instanceof Through<Sending> through ? new Leaves(through.as().out()) : new Stays(((Stopped<Sending>) outcome).told());
    }
}
