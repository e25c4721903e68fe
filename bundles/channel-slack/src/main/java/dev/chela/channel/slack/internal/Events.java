package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What happened, as it is stored: Slack's own words for it, and what it does not tell with them: who the app is, where that was, and names. */
final class Events {
    static final String WRITTEN = "written";
    static final String CHANGED = "changed";
    static final String DELETED = "deleted";
    static final String REACTED = "reacted";
    static final String UNREACTED = "unreacted";
    static final String PRESSED = "pressed";

    private Events() {}

    /**
     * @param mark what tells it from everything else that happens; the same whenever it is told again
     * @param data as Slack has it; a secret is in none
     * @param names of people by their ids
     */
    record Happening(String type, String mark, JsonNode data, Conversation where, JsonNode sender, JsonNode names) {
        /** The id of the message that it is; empty for what is none. */
        String message() {
            return type.equals(WRITTEN) ? data.path("ts").asText() : "";
        }

        /** @param cursor that is stored with it */
        RawEvent raw(Me me, Cursor cursor) {
            ObjectNode body = Json.object().put("type", type);
            body.putObject("me").put("id", me.id()).put("bot", me.botId()).put("name", me.name()).put("team", me.team());
            body.putObject("place").put("id", where.id()).put("kind", where.kind().name()).put("thread", where.threadId()).put("space", where.spaceId())
                    .put("title", where.title());
            body.set("sender", sender);
            body.set("names", names);
            body.set("data", data);
            String lane = where.id() + (where.threadId().isEmpty() ? "" : ":" + where.threadId());
            return new RawEvent(mark, lane, Replay.ACK_GATED, cursor, "application/json", Json.write(body));
        }
    }

    static List<Inbound> parse(byte[] body) {
        JsonNode stored = Json.read(body);
        JsonNode data = stored.path("data");
        JsonNode at = stored.path("place");
        Me me = new Me(stored.at("/me/id").asText(), stored.at("/me/bot").asText(), stored.at("/me/name").asText(), stored.at("/me/team").asText(), "");
        Conversation place = new Conversation(at.path("id").asText(), Conversation.Kind.valueOf(at.path("kind").asText("CHANNEL")), at.path("thread").asText(),
                at.path("space").asText(), at.path("title").asText());
        Sender sender = sender(stored.path("sender"), me);
        return switch (stored.path("type").asText()) {
            case WRITTEN -> written(data, place, sender, Wording.read(data.path("text").asText(), me, stored.path("names")), me);
            case CHANGED -> List.of(new Inbound.Edited(new Origin(place, data.path("ts").asText(), time(data.at("/edited/ts").asText())),
                    Wording.read(data.path("text").asText(), me, stored.path("names"))));
            case DELETED -> List.of(new Inbound.Deleted(origin(place, data.path("deleted_ts").asText())));
            case REACTED, UNREACTED -> List.of(new Inbound.Reacted(origin(place, data.at("/item/ts").asText()), sender, Emoji.sign(data.path("reaction").asText()),
                    stored.path("type").asText().equals(REACTED)));
            case PRESSED -> List.of(new Inbound.Pressed(new Origin(place, data.path("message").asText(), time(data.path("at").asText())), sender,
                    data.path("value").asText()));
            default -> List.of();
        };
    }

    private static List<Inbound> written(JsonNode message, Conversation place, Sender sender, Text text, Me me) {
        List<MediaRef> media = new ArrayList<>();
        message.path("files").forEach(file -> media.add(new MediaRef(file.path("id").asText(), file.path("mimetype").asText("application/octet-stream"),
                file.path("name").asText("file"), file.path("size").asLong(-1))));
        return text.value().isBlank() && media.isEmpty() ? List.of()
                : List.of(new Inbound.Message(origin(place, message.path("ts").asText()), sender, text, List.copyOf(media), answered(message, place, me)));
    }

    /** Who writes in a thread answers whoever began it. */
    private static ReplyTo answered(JsonNode message, Conversation place, Me me) {
        String author = message.path("parent_user_id").asText("");
        return place.threadId().isEmpty() || author.isEmpty() ? ReplyTo.NONE : new ReplyTo(place.threadId(), author, author.equals(me.id()), "");
    }

    private static Sender sender(JsonNode person, Me me) {
        String id = person.path("id").asText();
        return new Sender(id, person.path("name").asText(id), person.path("handle").asText(id), person.path("bot").asBoolean(), id.equals(me.id()), true, Set.of());
    }

    private static Origin origin(Conversation place, String ts) {
        return new Origin(place, ts, time(ts));
    }

    /** A message's id is its time, in seconds. */
    private static Instant time(String ts) {
        return ts.matches("[0-9]{1,11}(\\.[0-9]{1,9})?") ? Instant.ofEpochMilli(new BigDecimal(ts).movePointRight(3).longValue()) : Instant.EPOCH;
    }
}
