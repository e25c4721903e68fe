package dev.chela.gateway.internal.socket;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.gateway.internal.json.Encoding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One for each bundle that uses it, so that the mapper which knows a bundle's records goes with that bundle. */
@Component(service = Broadcaster.class, scope = ServiceScope.BUNDLE)
public final class HubBroadcaster implements Broadcaster {
    private final Hub hub;
    private final ObjectMapper mapper = Encoding.mapper();

    @Activate
    public HubBroadcaster(@Reference Hub hub) {
        this.hub = hub;
    }

    @Override
    public void send(Push push) {
        hub.send(push, mapper);
    }

    @Override
    public boolean heard(Push.Audience audience) {
        return hub.heard(audience);
    }
}
