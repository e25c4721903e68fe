package dev.chela.api.http;

import dev.chela.api.config.Secret;
import org.osgi.annotation.versioning.ProviderType;

/** Tells whether a secret is the gateway's own token or password, for whoever has one that must be another. Safe on any thread. */
@ProviderType
public interface GatewaySecret {
    /** False as well while the gateway has not read its configuration. */
    boolean is(Secret other);
}
