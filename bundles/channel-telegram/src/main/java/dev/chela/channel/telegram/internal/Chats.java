package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.Sender;
import java.time.Instant;
import java.util.Set;

/** Where a message stands, and who wrote it. */
final class Chats {
    private Chats() {}

    static Origin origin(JsonNode message) {
        return new Origin(conversation(message), message.path("message_id").asText(), Instant.ofEpochSecond(message.path("date").asLong()));
    }

    static Conversation conversation(JsonNode message) {
        JsonNode chat = message.path("chat");
        return new Conversation(chat.path("id").asText(), kind(chat), thread(message), "", chat.path("title").asText(""));
    }

    private static Conversation.Kind kind(JsonNode chat) {
        return switch (chat.path("type").asText()) {
            case "private" -> Conversation.Kind.DIRECT;
            case "channel" -> Conversation.Kind.CHANNEL;
            default -> Conversation.Kind.GROUP;
        };
    }

    /** Replies in groups without topics have a thread's id too; only a topic is a place of its own. */
    static String thread(JsonNode message) {
        return message.path("is_topic_message").asBoolean() ? message.path("message_thread_id").asText("") : "";
    }

    /** Administrators who hide, and channels that write in a group, are chats: the user beside them is Telegram's, the same for all. */
    static Sender sender(JsonNode user, JsonNode chat, Me me) {
        return chat.has("id")
                ? new Sender(chat.path("id").asText(), chat.path("title").asText(), chat.path("username").asText(), false, false, true, Set.of())
                : person(user, me);
    }

    static Sender person(JsonNode user, Me me) {
        String name = (user.path("first_name").asText() + " " + user.path("last_name").asText()).strip();
        return new Sender(user.path("id").asText(), name, user.path("username").asText(), user.path("is_bot").asBoolean(),
                user.path("id").asText().equals(me.id()), true, Set.of());
    }
}
