package dev.chela.rpc.channel;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Outbox.Decided;
import dev.chela.core.outbox.Outbox.Settled;
import dev.chela.core.outbox.Outbox.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells clients that something did not arrive, and what somebody decided about it. */
@Component(service = DeliveryNews.class, immediate = true)
public final class DeliveryNews {
    private static final Set<State> UNDELIVERED = Set.of(State.IN_DOUBT, State.REJECTED);

    private final Broadcaster clients;
    private final List<Registration> listening;

    @Activate
    public DeliveryNews(@Reference Events events, @Reference Broadcaster clients) {
        this.clients = clients;
        this.listening = List.of(events.listen(Settled.class, this::settled),
                events.listen(Decided.class, decided -> tell(decided.key(), decided.again() ? "resent" : "dismissed")));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private void settled(Settled settled) {
        if (UNDELIVERED.contains(settled.state()) && !settled.parcel().passing()) {
            tell(settled.parcel().key().value(), settled.state() == State.IN_DOUBT ? "in-doubt" : "rejected");
        }
    }

    private void tell(String key, String change) {
        clients.send(new Push("deliveries.changed", Map.of("key", key, "change", change), Audience.READERS, new Push.Slow.Keep()));
    }
}
