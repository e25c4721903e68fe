package dev.chela.core.audience.internal;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEventListener;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whiteboard of listeners. While there is none it does not listen itself. */
@Component(service = Listeners.class, immediate = true)
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Guests guests;
    private final Events events;
    private final Scope scope = new Scope("chela-listeners");
    private final Map<AgentEventListener, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private Optional<Registration> listening = Optional.empty();
    private volatile Duration drain = DRAIN;

    @Activate
    public Listeners(@Reference Guests guests, @Reference Events events) {
        this.guests = guests;
        this.events = events;
    }

    @Deactivate
    public synchronized void close() {
        drain = Duration.ZERO;
        listening.ifPresent(Registration::close);
        scope.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(AgentEventListener listener, ServiceReference<AgentEventListener> reference) {
        Bundle bundle = reference.getBundle();
        add(listener, new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString()));
    }

    /** Returns when a running call has left, ten seconds at most: Declarative Services stops the listener's component after this. */
    void unbindListener(AgentEventListener listener) {
        remove(listener);
    }

    synchronized void add(AgentEventListener listener, Guest guest) {
        mailboxes.put(listener, new Mailbox(listener, guests.admit(guest), scope));
        if (listening.isEmpty()) {
            listening = Optional.of(events.listen(AgentEvent.class, event -> mailboxes.values().forEach(each -> each.offer(event))));
        }
    }

    void remove(AgentEventListener listener) {
        Mailbox gone = mailboxes.remove(listener);
        if (gone != null && !gone.close(drain)) {
            LOG.warn("{} did not end in time and was interrupted", gone.name());
        }
        deafen();
    }

    private synchronized void deafen() {
        if (mailboxes.isEmpty()) {
            listening.ifPresent(Registration::close);
            listening = Optional.empty();
        }
    }
}
