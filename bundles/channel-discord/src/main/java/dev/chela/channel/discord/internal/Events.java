package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.Sender;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What happened, as it is stored: Discord's own words for it, who the bot was, and where it was, since a thread is known as one only by
 * what was told before.
 */
final class Events {
    static final String CREATED = "MESSAGE_CREATE";
    static final String UPDATED = "MESSAGE_UPDATE";
    static final String DELETED = "MESSAGE_DELETE";
    static final String REACTED = "MESSAGE_REACTION_ADD";
    static final String UNREACTED = "MESSAGE_REACTION_REMOVE";
    static final String PRESSED = "INTERACTION_CREATE";

    private Events() {}

    /** @param mark what tells it from everything else that happens; the same whenever it is told again */
    static RawEvent raw(String type, String mark, JsonNode data, Conversation where, Me me, Cursor cursor) {
        ObjectNode body = Json.object().put("type", type);
        body.putObject("me").put("id", me.id()).put("name", me.name());
        body.putObject("place").put("id", where.id()).put("kind", where.kind().name()).put("thread", where.threadId()).put("space", where.spaceId())
                .put("title", where.title());
        ObjectNode bare = data.deepCopy();
        bare.remove("token"); // Whoever has it may answer an interaction in the bot's name.
        body.set("data", bare);
        String lane = where.id() + (where.threadId().isEmpty() ? "" : ":" + where.threadId());
        return new RawEvent(mark, lane, Replay.CURSOR, cursor, "application/json", Json.write(body));
    }

    static List<Inbound> parse(byte[] body) {
        JsonNode stored = Json.read(body);
        JsonNode data = stored.path("data");
        JsonNode at = stored.path("place");
        Me me = new Me(stored.path("me").path("id").asText(), stored.path("me").path("name").asText());
        Conversation place = new Conversation(at.path("id").asText(), Conversation.Kind.valueOf(at.path("kind").asText("CHANNEL")), at.path("thread").asText(),
                at.path("space").asText(), at.path("title").asText());
        return switch (stored.path("type").asText()) {
            case CREATED -> Messages.read(data, place, me);
            case UPDATED -> List.of(new Inbound.Edited(new Origin(place, data.path("id").asText(), time(data.path("edited_timestamp"))), Messages.text(data, me)));
            case DELETED -> List.of(new Inbound.Deleted(new Origin(place, data.path("id").asText(), Snowflake.time(data.path("id").asText()))));
            case REACTED -> List.of(reacted(data, place, me, true));
            case UNREACTED -> List.of(reacted(data, place, me, false));
            case PRESSED -> List.of(new Inbound.Pressed(new Origin(place, data.path("message").path("id").asText(), Snowflake.time(data.path("id").asText())),
                    Messages.sender(data.has("user") ? data.path("user") : data.path("member").path("user"), data.path("member"), me),
                    data.path("data").path("custom_id").asText()));
            default -> List.of();
        };
    }

    private static Instant time(JsonNode said) {
        try {
            return OffsetDateTime.parse(said.asText()).toInstant();
        } catch (DateTimeException odd) {
            return Instant.EPOCH;
        }
    }

    /** An emoji of a server is known by its name and id, as the API wants it. */
    private static Inbound reacted(JsonNode data, Conversation place, Me me, boolean added) {
        JsonNode emoji = data.path("emoji");
        String name = emoji.path("name").asText() + (emoji.path("id").isTextual() ? ":" + emoji.path("id").asText() : "");
        ObjectNode user = data.path("member").path("user").isObject() ? data.path("member").path("user").deepCopy() : Json.object();
        Sender sender = Messages.sender(user.put("id", data.path("user_id").asText()), data.path("member"), me);
        return new Inbound.Reacted(new Origin(place, data.path("message_id").asText(), Snowflake.time(data.path("message_id").asText())), sender, name, added);
    }
}
