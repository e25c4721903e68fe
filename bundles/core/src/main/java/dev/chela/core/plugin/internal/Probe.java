package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.guest.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Asks Declarative Services how a plugin's components fare. */
final class Probe {
    /** A configuration that arrives changes no service, so it is looked again without being told. */
    private static final long GLANCE_MILLIS = 100;

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final Hands hands;

    Probe(BundleContext context, ServiceComponentRuntime components, Hands hands) {
        this.context = context;
        this.components = components;
        this.hands = hands;
    }

    /**
     * Waits until every component of a started bundle has been made.
     *
     * @throws Permanent telling which was not, and why
     */
    void await(Bundle bundle, Duration limit) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        ServiceListener bell = change -> changes.release();
        context.addServiceListener(bell);
        try {
            refuse(lasting(bundle, changes, System.nanoTime() + limit.toNanos()));
        } finally {
            context.removeServiceListener(bell);
        }
    }

    /** What is still wrong at the deadline, or before it when waiting would not mend it. */
    private List<Trouble> lasting(Bundle bundle, Semaphore changes, long deadline) throws InterruptedException {
        while (true) {
            changes.drainPermits();
            List<Trouble> troubles = made(bundle);
            boolean hopeless = troubles.stream().anyMatch(Trouble::lasting);
            if (troubles.isEmpty() || hopeless || System.nanoTime() > deadline) {
                return troubles;
            }
            changes.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Components are made when first asked for; one that nobody has asked for yet would show its fault only later. */
    private List<Trouble> made(Bundle bundle) throws InterruptedException {
        List<Trouble> troubles = troubles(bundle);
        if (troubles.isEmpty()) {
            hands.limited(bundle, "a service of it is not made", () -> make(bundle));
            return troubles(bundle);
        }
        return troubles;
    }

    private static void refuse(List<Trouble> troubles) {
        if (!troubles.isEmpty()) {
            throw new Permanent(Trouble.words(troubles));
        }
    }

    /** What is wrong now, in words; empty when all is well. */
    String problem(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE ? Trouble.words(troubles(bundle)) : "it is not started";
    }

    private void make(Bundle bundle) {
        ServiceReference<?>[] offered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : offered == null ? new ServiceReference<?>[0] : offered) {
            if (reference.getUsingBundles() == null && context.getService(reference) != null) {
                context.ungetService(reference);
            }
        }
    }

    private List<Trouble> troubles(Bundle bundle) {
        return Trouble.of(bundle, components, "nothing here offers");
    }
}
