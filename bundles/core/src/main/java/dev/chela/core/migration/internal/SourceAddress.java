package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.SessionKeys.Scope;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Where the answers of a session went last, so that they can go there from here too. Pure. */
final class SourceAddress {
    private static final Map<String, Kind> KINDS = Map.of("user", Kind.DIRECT, "peer", Kind.DIRECT, "dm", Kind.DIRECT, "direct", Kind.DIRECT,
            "group", Kind.GROUP, "channel", Kind.CHANNEL, "room", Kind.CHANNEL);
    /** What answered over no channel. */
    private static final Set<String> INSIDE = Set.of("", "webchat", "internal", "last", "none", "tui", "cli");
    private static final String TOPIC = ":topic:";

    private SourceAddress() {}

    /** Empty when they went over no channel, or nobody knows where. */
    static String of(SourceSession source, SessionKey key) {
        JsonNode delivery = source.entry().path("deliveryContext");
        String channel = first(delivery.path("channel"), source.entry().path("lastChannel"));
        String to = first(delivery.path("to"), source.entry().path("lastTo"));
        if (INSIDE.contains(channel) || to.isEmpty()) {
            return "";
        }
        String account = first(delivery.path("accountId"), source.entry().path("lastAccountId"));
        Conversation conversation = conversation(to.startsWith(channel + ":") ? to.substring(channel.length() + 1) : to,
                first(delivery.path("threadId"), source.entry().path("lastThreadId")), key);
        String sender = conversation.kind() == Kind.DIRECT ? conversation.id() : "";
        return conversation.id().isEmpty() ? ""
                : new ReturnAddress(channel, account.isEmpty() ? "default" : account, conversation, sender, ReplyTo.NONE).write();
    }

    private static Conversation conversation(String to, String thread, SessionKey key) {
        int colon = to.indexOf(':');
        Kind named = colon > 0 ? KINDS.get(to.substring(0, colon)) : null;
        String place = named == null ? to : to.substring(colon + 1);
        int topic = place.indexOf(TOPIC);
        Kind kind = named != null ? named : SessionKeys.scope(key).filter(Scope::room).isPresent() ? Kind.GROUP : Kind.DIRECT;
        return topic < 0 ? new Conversation(place, kind, thread, "", "")
                : new Conversation(place.substring(0, topic), kind, thread.isEmpty() ? place.substring(topic + TOPIC.length()) : thread, "", "");
    }

    private static String first(JsonNode... said) {
        return Stream.of(said).map(JsonNode::asText).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }
}
