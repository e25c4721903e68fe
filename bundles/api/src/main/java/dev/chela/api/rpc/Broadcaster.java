package dev.chela.api.rpc;

import org.osgi.annotation.versioning.ProviderType;

/** Pushes events to connected clients. Returns at once; never throws for a client that is slow or gone. */
@ProviderType
public interface Broadcaster {
    void send(Push push);

    /** Whether any connection would get an event for these now. Spares making what nobody hears, where making it costs something. */
    boolean heard(Push.Audience audience);
}
