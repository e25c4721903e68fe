package dev.chela.core.routing;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.Inbound;
import java.util.Set;

/**
 * What routing goes by. Ids are the platform's; empty for none.
 *
 * @param defaultAccount whether the account is the one that is meant where none is named
 * @param peer the person of a direct conversation, else the group or channel
 * @param thread the thread or topic in it
 * @param space the guild, team or workspace around it
 * @param sender who wrote
 */
public record Facts(
        String channel, String account, boolean defaultAccount, Kind kind, String peer, String thread, String space, Set<String> roles,
        String sender) {
    public static Facts of(String channel, String account, boolean defaultAccount, Inbound.Message message) {
        Conversation where = message.origin().conversation();
        String sender = message.sender().id();
        return new Facts(channel, account, defaultAccount, where.kind(), where.kind() == Kind.DIRECT ? sender : where.id(),
                where.threadId(), where.spaceId(), message.sender().roles(), sender);
    }
}
