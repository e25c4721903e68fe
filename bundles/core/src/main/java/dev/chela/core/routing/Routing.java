package dev.chela.core.routing;

import dev.chela.api.channel.Inbound;
import dev.chela.api.id.SessionKey;

/** Decides where messages belong. */
public interface Routing {
    SessionKey route(String channel, String account, Inbound.Message message);
}
