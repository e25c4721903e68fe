package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a message says. */
final class Messages {
    /** Files, and what they are when Telegram does not say. */
    private static final Map<String, String> FILES = Map.of("document", "application/octet-stream", "audio", "audio/mpeg", "voice", "audio/ogg",
            "video", "video/mp4", "video_note", "video/mp4", "animation", "video/mp4", "sticker", "image/webp");

    private Messages() {}

    /** Nothing for what Telegram says itself: that somebody joined, that a title changed. */
    static List<Inbound> read(JsonNode message, Me me) {
        if (message.has("migrate_to_chat_id")) {
            Conversation from = Chats.conversation(message);
            return List.of(new Inbound.Moved(from, new Conversation(message.path("migrate_to_chat_id").asText(), from.kind(), "", "", from.title())));
        }
        if (message.has("migrate_from_chat_id")) {
            Conversation to = Chats.conversation(message);
            return List.of(new Inbound.Moved(new Conversation(message.path("migrate_from_chat_id").asText(), to.kind(), "", "", to.title()), to));
        }
        Text text = text(message, me);
        List<MediaRef> media = media(message);
        return text.value().isBlank() && media.isEmpty() ? List.of() : List.of(new Inbound.Message(Chats.origin(message),
                Chats.sender(message.path("from"), message.path("sender_chat"), me), text, media, answered(message, me), message.path("media_group_id").asText("")));
    }

    static Text text(JsonNode message, Me me) {
        boolean caption = message.has("caption");
        String value = caption ? message.path("caption").asText() : message.path("text").asText(described(message));
        boolean called = false;
        Set<String> mentioned = new HashSet<>();
        for (JsonNode entity : message.path(caption ? "caption_entities" : "entities")) {
            String said = cut(value, entity.path("offset").asInt(), entity.path("length").asInt());
            switch (entity.path("type").asText()) {
                case "mention" -> mentioned.add(said.startsWith("@") ? said.substring(1) : said);
                case "text_mention" -> mentioned.add(entity.path("user").path("id").asText());
                case "bot_command" -> called |= said.toLowerCase(Locale.ROOT).endsWith(atMe(me));
                default -> { }
            }
        }
        called |= mentioned.stream().anyMatch(name -> name.equalsIgnoreCase(me.username()) || name.equals(me.id()));
        return new Text(plainCommand(value, me), called, Set.copyOf(mentioned));
    }

    /** Offsets count UTF-16 units, as Java does. */
    private static String cut(String text, int offset, int length) {
        int from = Math.max(0, Math.min(offset, text.length()));
        return text.substring(from, Math.max(from, Math.min(from + length, text.length())));
    }

    private static String atMe(Me me) {
        return "@" + me.username().toLowerCase(Locale.ROOT);
    }

    /** {@code /status@our_bot now} is {@code /status now}, said to us. */
    private static String plainCommand(String text, Me me) {
        int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
        String first = text.substring(0, end);
        boolean ours = first.startsWith("/") && first.toLowerCase(Locale.ROOT).endsWith(atMe(me));
        return ours ? first.substring(0, first.length() - atMe(me).length()) + text.substring(end) : text;
    }

    /** What has no text and is no file. */
    private static String described(JsonNode message) {
        if (message.has("location")) {
            JsonNode at = message.path("location");
            String name = message.path("venue").path("title").asText();
            return "[Location: " + (name.isEmpty() ? "" : name + ", ") + at.path("latitude").asText() + ", " + at.path("longitude").asText() + "]";
        }
        if (message.has("contact")) {
            JsonNode who = message.path("contact");
            return "[Contact: " + (who.path("first_name").asText() + " " + who.path("last_name").asText()).strip() + ", "
                    + who.path("phone_number").asText() + "]";
        }
        return message.has("sticker") ? message.path("sticker").path("emoji").asText() : "";
    }

    private static List<MediaRef> media(JsonNode message) {
        List<MediaRef> media = new ArrayList<>();
        JsonNode photo = message.path("photo");
        if (photo.size() > 0) {
            JsonNode largest = photo.get(photo.size() - 1);
            media.add(new MediaRef(largest.path("file_id").asText(), "image/jpeg", "photo.jpg", largest.path("file_size").asLong(-1)));
        }
        for (String kind : new TreeSet<>(FILES.keySet())) {
            JsonNode file = message.path(kind);
            boolean twice = kind.equals("document") && message.has("animation");
            if (file.has("file_id") && !twice) {
                media.add(new MediaRef(file.path("file_id").asText(), file.path("mime_type").asText(type(kind, file)),
                        file.path("file_name").asText(kind), file.path("file_size").asLong(-1)));
            }
        }
        return List.copyOf(media);
    }

    private static String type(String kind, JsonNode file) {
        return file.path("is_animated").asBoolean() ? "application/x-tgsticker" : file.path("is_video").asBoolean() ? "video/webm" : FILES.get(kind);
    }

    /** Everything in a topic answers the message that opened it, as far as Telegram is concerned; nobody means that. */
    private static ReplyTo answered(JsonNode message, Me me) {
        JsonNode other = message.path("reply_to_message");
        if (!other.has("message_id") || other.has("forum_topic_created")) {
            return ReplyTo.NONE;
        }
        String said = other.path("caption").asText(other.path("text").asText());
        Sender author = Chats.sender(other.path("from"), other.path("sender_chat"), me);
        return new ReplyTo(other.path("message_id").asText(), author.id(), author.self(), message.path("quote").path("text").asText(said));
    }
}
