package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a message says. */
final class Messages {
    private static final int PLAIN = 0;
    private static final int ANSWER = 19;

    private Messages() {}

    /** Whether a person wrote it: not that somebody joined, that something was pinned, and the like. */
    static boolean written(JsonNode message) {
        int type = message.path("type").asInt();
        return type == PLAIN || type == ANSWER;
    }

    static List<Inbound> read(JsonNode message, Conversation place, Me me) {
        Text text = text(message, me);
        List<MediaRef> media = media(message);
        String id = message.path("id").asText();
        return text.value().isBlank() && media.isEmpty() ? List.of() : List.of(new Inbound.Message(new Origin(place, id, Snowflake.time(id)),
                sender(message.path("author"), message.path("member"), me), text, media, answered(message, me)));
    }

    static Text text(JsonNode message, Me me) {
        String value = message.path("content").asText();
        Set<String> mentioned = new HashSet<>();
        for (JsonNode user : message.path("mentions")) {
            String id = user.path("id").asText();
            mentioned.add(id);
            if (!id.equals(me.id())) {
                value = value.replaceAll("<@!?" + id + ">", "@" + user.path("username").asText().replaceAll("[\\\\$]", ""));
            }
        }
        // To whom it is said need not be repeated to him, and an order begins with its slash.
        String said = value.replaceFirst("^\\s*<@!?" + me.id() + ">[\\s,:]*", "").replaceAll("<@!?" + me.id() + ">", "@" + me.name());
        return new Text(said.isBlank() ? forwarded(message) : said, mentioned.contains(me.id()), Set.copyOf(mentioned));
    }

    /** A message that was passed on has its words in a picture of itself. */
    private static String forwarded(JsonNode message) {
        return StreamSupport.stream(message.path("message_snapshots").spliterator(), false)
                .map(shot -> shot.path("message").path("content").asText()).filter(words -> !words.isBlank()).collect(Collectors.joining("\n"));
    }

    static Sender sender(JsonNode user, JsonNode member, Me me) {
        String handle = user.path("username").asText();
        String called = user.path("global_name").asText("");
        String name = member.path("nick").isTextual() ? member.path("nick").asText() : called.isEmpty() || called.equals("null") ? handle : called;
        Set<String> roles = new HashSet<>();
        member.path("roles").forEach(role -> roles.add(role.asText()));
        String id = user.path("id").asText();
        return new Sender(id, name, handle, user.path("bot").asBoolean(), id.equals(me.id()), true, Set.copyOf(roles));
    }

    /** The address of a file is good for a day; the message that has it is good for as long as it stands. */
    private static List<MediaRef> media(JsonNode message) {
        List<MediaRef> media = new ArrayList<>();
        for (JsonNode file : message.path("attachments")) {
            String type = file.path("content_type").asText("application/octet-stream").replaceFirst("\\s*;.*", "");
            media.add(new MediaRef(message.path("channel_id").asText() + "/" + message.path("id").asText() + "/" + file.path("id").asText(), type,
                    file.path("filename").asText("file"), file.path("size").asLong(-1)));
        }
        return List.copyOf(media);
    }

    private static ReplyTo answered(JsonNode message, Me me) {
        JsonNode other = message.path("referenced_message");
        String id = message.path("message_reference").path("message_id").asText("");
        if (message.path("type").asInt() != ANSWER || id.isEmpty()) {
            return ReplyTo.NONE;
        }
        String author = other.path("author").path("id").asText("");
        return new ReplyTo(id, author, author.equals(me.id()), other.path("content").asText(""));
    }
}
