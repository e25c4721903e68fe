package dev.chela.core.routing;

import static dev.chela.core.session.SessionKeys.part;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Inbound;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.session.SessionKeys;

/** The table behind {@link Routing}. Pure. */
public final class Routes {
    private Routes() {}

    public static SessionKey key(DmScope scope, AgentId agent, String channel, String account, Inbound.Message message) {
        Conversation where = message.origin().conversation();
        if (where.kind() != Conversation.Kind.DIRECT) {
            return new SessionKey("agent:" + agent + ":" + part(channel) + ":channel:" + part(where.id()) + thread(where));
        }
        String peer = part(message.sender().id());
        return switch (scope) {
            case MAIN -> SessionKeys.main(agent);
            case PER_PEER -> new SessionKey("agent:" + agent + ":peer:" + peer);
            case PER_CHANNEL_PEER -> new SessionKey("agent:" + agent + ":" + part(channel) + ":peer:" + peer);
            case PER_ACCOUNT_CHANNEL_PEER ->
                    new SessionKey("agent:" + agent + ":" + part(channel) + ":" + part(account) + ":peer:" + peer);
        };
    }

    private static String thread(Conversation where) {
        return where.threadId().isEmpty() ? "" : ":thread:" + part(where.threadId());
    }
}
