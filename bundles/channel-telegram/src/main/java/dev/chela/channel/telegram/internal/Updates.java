package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Updates as events. What is stored is the update and who the bot was when it came: what mentions the bot can be read from that alone,
 * in another life too.
 */
final class Updates {
    /** Asked for by name: reactions come on request only. */
    static final List<String> WANTED = List.of("message", "edited_message", "callback_query", "message_reaction", "my_chat_member");

    private Updates() {}

    static ArrayNode wanted() {
        ArrayNode names = Json.object().putArray("allowed_updates");
        WANTED.forEach(names::add);
        return names;
    }

    static RawEvent raw(JsonNode update, Me me, Replay replay, Cursor cursor) {
        ObjectNode body = Json.object();
        body.set("me", me.tree());
        body.set("update", update);
        return new RawEvent(update.path("update_id").asText(), lane(update), replay, cursor, "application/json", Json.write(body));
    }

    private static String lane(JsonNode update) {
        for (String kind : WANTED) {
            JsonNode message = kind.equals("callback_query") ? update.path(kind).path("message") : update.path(kind);
            if (message.has("chat")) {
                String thread = Chats.thread(message);
                return message.path("chat").path("id").asText() + (thread.isEmpty() ? "" : ":" + thread);
            }
        }
        return "none";
    }

    static List<Inbound> parse(byte[] body) {
        JsonNode stored = Json.read(body);
        Me me = Me.of(stored.path("me"));
        JsonNode update = stored.path("update");
        if (update.has("message")) {
            return Messages.read(update.path("message"), me);
        }
        if (update.has("edited_message")) {
            JsonNode message = update.path("edited_message");
            return List.of(new Inbound.Edited(Chats.origin(message), Messages.text(message, me)));
        }
        if (update.has("callback_query")) {
            return pressed(update.path("callback_query"), me);
        }
        return update.has("message_reaction") ? reacted(update.path("message_reaction"), me) : List.of();
    }

    /** Without a message the button hangs below something that another bot sent. */
    private static List<Inbound> pressed(JsonNode query, Me me) {
        return !query.has("message") || !query.has("data") ? List.of() : List.of(new Inbound.Pressed(Chats.origin(query.path("message")),
                Chats.person(query.path("from"), me), query.path("data").asText()));
    }

    private static List<Inbound> reacted(JsonNode reaction, Me me) {
        Origin origin = new Origin(Chats.conversation(reaction), reaction.path("message_id").asText(),
                Instant.ofEpochSecond(reaction.path("date").asLong()));
        Sender sender = Chats.sender(reaction.path("user"), reaction.path("actor_chat"), me);
        Set<String> before = emoji(reaction.path("old_reaction"));
        Set<String> after = emoji(reaction.path("new_reaction"));
        List<Inbound> changes = new ArrayList<>();
        after.stream().filter(one -> !before.contains(one)).sorted().forEach(one -> changes.add(new Inbound.Reacted(origin, sender, one, true)));
        before.stream().filter(one -> !after.contains(one)).sorted().forEach(one -> changes.add(new Inbound.Reacted(origin, sender, one, false)));
        return List.copyOf(changes);
    }

    private static Set<String> emoji(JsonNode reactions) {
        Set<String> emoji = new HashSet<>();
        reactions.forEach(one -> {
            if (one.path("type").asText().equals("emoji")) {
                emoji.add(one.path("emoji").asText());
            }
        });
        return emoji;
    }
}
