package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** A message that a person writes. Groups have negative ids, as at Telegram. */
public final class Letter {
    private static final int DATE = 1_790_000_000;

    private final ObjectNode message = FakeTelegram.JSON.createObjectNode();

    private Letter(long from, String text) {
        message.set("from", user(from));
        message.set("chat", chat(String.valueOf(from)));
        message.put("date", DATE).put("text", text);
    }

    public static Letter from(long person, String text) {
        return new Letter(person, text);
    }

    static ObjectNode user(long id) {
        return FakeTelegram.JSON.createObjectNode().put("id", id).put("is_bot", false).put("first_name", "Person").put("last_name", "No. " + id)
                .put("username", "person_" + id);
    }

    static ObjectNode bot(long id, String name) {
        return FakeTelegram.JSON.createObjectNode().put("id", id).put("is_bot", true).put("first_name", "Chela").put("username", name);
    }

    static ObjectNode chat(String id) {
        ObjectNode chat = FakeTelegram.JSON.createObjectNode().put("id", Long.parseLong(id));
        return id.startsWith("-") ? chat.put("type", "supergroup").put("title", "Group " + id)
                : chat.put("type", "private").put("first_name", "Person").put("username", "person_" + id);
    }

    public Letter in(long group) {
        message.set("chat", chat(String.valueOf(group)));
        return this;
    }

    public Letter topic(long id) {
        message.put("message_thread_id", id).put("is_topic_message", true);
        ((ObjectNode) message.path("chat")).put("is_forum", true);
        return this;
    }

    /** Marks a part of the text as what Telegram knows it to be: {@code mention}, {@code bot_command}, … */
    public Letter marking(String type, String part) {
        ArrayNode entities = message.has("entities") ? (ArrayNode) message.path("entities") : message.putArray("entities");
        entities.addObject().put("type", type).put("offset", message.path("text").asText().indexOf(part)).put("length", part.length());
        return this;
    }

    /** It mentions the bot: its text has the bot's name in it. */
    public Letter mentioning() {
        return marking("mention", "@" + FakeTelegram.BOT_NAME);
    }

    public Letter answering(long messageId, boolean ofTheBot, String text) {
        ObjectNode other = message.putObject("reply_to_message").put("message_id", messageId).put("date", DATE).put("text", text);
        other.set("from", ofTheBot ? bot(FakeTelegram.BOT_ID, FakeTelegram.BOT_NAME) : user(4_711));
        other.set("chat", message.path("chat"));
        return this;
    }

    /** Whatever else. */
    public Letter with(Consumer<ObjectNode> more) {
        more.accept(message);
        return this;
    }

    ObjectNode message(long id) {
        return message.deepCopy().put("message_id", id);
    }
}
