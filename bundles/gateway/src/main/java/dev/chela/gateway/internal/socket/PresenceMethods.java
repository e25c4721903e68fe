package dev.chela.gateway.internal.socket;

import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The methods that the socket itself can answer. */
@Component(service = RpcMethods.class)
public final class PresenceMethods implements RpcMethods {
    private final Hub hub;

    @Activate
    public PresenceMethods(@Reference Hub hub) {
        this.hub = hub;
    }

    @Rpc(value = "system-presence", scope = Scope.READ)
    public List<PresenceEntry> presence() {
        return hub.present();
    }
}
