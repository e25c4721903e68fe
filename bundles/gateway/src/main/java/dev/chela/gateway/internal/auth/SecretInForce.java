package dev.chela.gateway.internal.auth;

import dev.chela.api.config.Secret;
import dev.chela.api.http.GatewaySecret;
import dev.chela.gateway.internal.config.GatewaySection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Compares with the secret that counts at the moment, wherever it comes from: the file, the environment, or made here. */
@Component(service = GatewaySecret.class)
public final class SecretInForce implements GatewaySecret {
    private final GatewaySection section;

    @Activate
    public SecretInForce(@Reference GatewaySection section) {
        this.section = section;
    }

    @Override
    public boolean is(Secret other) {
        return section.current().map(settings -> settings.secret().reveal()).filter(secret -> !secret.isEmpty())
                .filter(secret -> Hashes.same(other.reveal(), secret)).isPresent();
    }
}
