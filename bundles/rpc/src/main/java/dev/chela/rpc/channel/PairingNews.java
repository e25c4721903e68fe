package dev.chela.rpc.channel;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.access.Pairings;
import dev.chela.core.event.Events;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells whoever may let strangers in that one asks, and what became of it. */
@Component(service = PairingNews.class, immediate = true)
public final class PairingNews {
    private static final Push.Audience PAIRING = new Push.Audience(Optional.of(Scope.PAIRING), "", "", "");

    private final Broadcaster clients;
    private final Registration listening;

    @Activate
    public PairingNews(@Reference Events events, @Reference Broadcaster clients) {
        this.clients = clients;
        this.listening = events.listen(Pairings.Changed.class, this::tell);
    }

    @Deactivate
    public void stop() {
        listening.close();
    }

    private void tell(Pairings.Changed changed) {
        clients.send(new Push("channels.pairing.changed", Map.of("channel", changed.channel(), "accountId", changed.account(),
                "senderId", changed.sender(), "change", changed.what().name().toLowerCase(Locale.ROOT), "ts", changed.at()),
                PAIRING, new Push.Slow.Drop()));
    }
}
