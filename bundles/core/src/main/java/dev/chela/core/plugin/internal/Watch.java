package dev.chela.core.plugin.internal;

import dev.chela.core.event.Events;
import dev.chela.core.guest.Arrivals;
import dev.chela.core.plugin.PluginsUp;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the one worker does: brings back what was there, then sees to each change of the directory. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final BundleContext context;
    private final Events events;
    private final DeployFolder folder;
    private final Restoration restoration;
    private final Reconciler reconciler;
    private final Residents residents;
    private final Requests requests;
    private final Boot boot;
    private final AtomicBoolean arrived = new AtomicBoolean();
    private volatile @Nullable ServiceRegistration<Porch> porch;

    Watch(BundleContext context, Events events, DeployFolder folder, Restoration restoration, Reconciler reconciler, Residents residents, Requests requests) {
        this.context = context;
        this.events = events;
        this.folder = folder;
        this.restoration = restoration;
        this.reconciler = reconciler;
        this.residents = residents;
        this.requests = requests;
        this.boot = new Boot(context);
    }

    /** @param back called when all is there that was there before */
    void run(Runnable back) {
        try {
            restore();
            boot.await();
            back.run();
            porch = context.registerService(Porch.class, new Porch(folder.directory(), residents), null);
            events.publish(new PluginsUp());
            Set<String> touched = folder.present();
            while (!Thread.currentThread().isInterrupted()) {
                Set<String> growing = lookAt(requests.more(touched));
                restoration.startDeferred();
                touched = folder.next(requests.looked(growing));
            }
        } catch (InterruptedException | ClosedWatchServiceException ended) {
            LOG.debug("the watch of {} has ended", folder.directory());
        } catch (IOException | RuntimeException fault) {
            LOG.error("{} is not watched any more: {}; restart the gateway", folder.directory(), fault.toString(), fault);
        }
    }

    private void restore() throws IOException, InterruptedException {
        try {
            restoration.run();
        } finally {
            arrive();
        }
    }

    /** Nobody needs to wait any more for plugins that were there before. Any number of times, on any thread. */
    void arrive() {
        if (arrived.compareAndSet(false, true)) {
            context.registerService(Arrivals.class, new Arrivals() {}, null);
        }
    }

    private Set<String> lookAt(Set<String> touched) throws InterruptedException {
        try {
            return reconciler.look(touched);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}; what changes there waits", folder.directory(), e.toString());
            return touched;
        }
    }

    /** Nobody unpacks anything any more when this returns. */
    @Override
    public void close() {
        ServiceRegistration<Porch> open = porch;
        if (open != null) {
            open.unregister();
        }
    }
}
