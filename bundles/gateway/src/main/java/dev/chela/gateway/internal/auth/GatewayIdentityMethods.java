package dev.chela.gateway.internal.auth;

import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.gateway.internal.config.GatewaySection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code gateway.identity.get}. */
@Component(service = RpcMethods.class)
public final class GatewayIdentityMethods implements RpcMethods {
    private final GatewayIdentity identity;

    @Activate
    public GatewayIdentityMethods(@Reference GatewaySection section) {
        identity = new GatewayIdentity(section.overrides().home());
    }

    @Rpc(value = "gateway.identity.get", scope = Scope.READ)
    public GatewayIdentity.Known get() {
        return identity.get();
    }
}
