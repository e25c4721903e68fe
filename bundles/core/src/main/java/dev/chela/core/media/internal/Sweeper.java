package dev.chela.core.media.internal;

import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.media.MediaStore;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.task.Scope;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears away files that no delivery needs: at the start, since a stop may have come between file and row, and when a delivery ends. */
@Component(service = Sweeper.class, immediate = true)
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final MediaStore store;
    private final Outbox outbox;
    private final Events events;
    private final Scope scope = new Scope("chela-media");
    private final List<Registration> listening;

    @Activate
    public Sweeper(@Reference MediaStore store, @Reference Outbox outbox, @Reference Events events) {
        this.store = store;
        this.outbox = outbox;
        this.events = events;
        listening = List.of(events.listen(Outbox.Settled.class, this::settled), events.listen(Outbox.Decided.class, this::decided),
                events.listen(MediaStore.Released.class, released -> soon()));
        soon();
    }

    @Deactivate
    public void close() {
        listening.forEach(Registration::close);
        scope.close();
    }

    private void settled(Outbox.Settled settled) {
        if (settled.state() == State.SENT && settled.parcel().out() instanceof Outbound.Post post && post.media().stream().anyMatch(MediaRef::kept)) {
            soon();
        }
    }

    private void decided(Outbox.Decided decided) {
        if (!decided.again()) {
            soon();
        }
    }

    private void soon() {
        try {
            scope.start("sweep", this::sweep);
        } catch (RejectedExecutionException ended) {
            LOG.debug("files are cleared away at the next start");
        }
    }

    private void sweep() {
        store.sweep(outbox::files);
        events.publish(new MediaStore.Swept());
    }
}
