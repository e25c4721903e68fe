package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.testkit.telegram.Heard.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What happens in the bot's chats, and what the bot is told of it. */
public final class BotRoom {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** A message of the bot as people see it. @param text without marks @param file empty where there is none that was uploaded */
    public record Seen(long id, String chat, String text, ObjectNode call, String method, Optional<Upload> file) {}

    private final ObjectNode bot;
    private final List<ObjectNode> updates = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private long nextUpdate = 500_000_000;
    private long nextMessage = 10;
    private long polls;
    private ObjectNode webhook = FakeTelegram.JSON.createObjectNode();
    private boolean hearsAll;
    private boolean closed;

    BotRoom(ObjectNode bot) {
        this.bot = bot;
    }

    /** Somebody writes to the bot. @return the update, as it will be told */
    public ObjectNode writes(Letter letter) {
        return tell("message", letter.message(number()));
    }

    /** Somebody presses a button below a message of the bot. */
    public synchronized void presses(long person, Seen below, String data) {
        ObjectNode query = FakeTelegram.JSON.createObjectNode().put("id", String.valueOf(nextUpdate)).put("chat_instance", below.chat()).put("data", data);
        query.set("from", Letter.user(person));
        query.set("message", message(below, "text"));
        tell("callback_query", query);
    }

    private synchronized long number() {
        return nextMessage++;
    }

    /** The bot is told of something. @return the update */
    public synchronized ObjectNode tell(String kind, JsonNode what) {
        ObjectNode update = FakeTelegram.JSON.createObjectNode().put("update_id", nextUpdate++);
        update.set(kind, what);
        updates.add(update);
        notifyAll();
        return update;
    }

    /** The updates that the bot has not confirmed. */
    public synchronized List<ObjectNode> pending() {
        return List.copyOf(updates);
    }

    public synchronized void hearsAll(boolean privacyOff) {
        hearsAll = privacyOff;
    }

    /** Waits, a minute at most, until the bot has confirmed every update. @return those that it has not */
    public synchronized List<ObjectNode> awaitConfirmed() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!updates.isEmpty() && System.nanoTime() < until) {
            wait(1_000);
        }
        return List.copyOf(updates);
    }

    /** Somebody else sets a webhook, or takes it away with an empty address. */
    public synchronized void webhook(String url) {
        webhook = FakeTelegram.JSON.createObjectNode().put("url", url);
        notifyAll();
    }

    public synchronized ObjectNode webhook() {
        return webhook.deepCopy();
    }

    /** What the bot sent and nobody deleted, in order, as it reads now. */
    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized List<String> texts(String chat) {
        return seen.stream().filter(one -> one.chat().equals(chat)).map(Seen::text).toList();
    }

    /** Waits, a minute at most, until so many messages stand in a chat. @return all of them */
    public synchronized List<String> await(String chat, int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (texts(chat).size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return texts(chat);
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    JsonNode call(String method, ObjectNode ask, Map<String, Upload> files) throws InterruptedException {
        return switch (method) {
            case "getMe" -> me();
            case "getUpdates" -> updates(ask);
            case "getWebhookInfo" -> info();
            case "setWebhook" -> set(ask);
            case "deleteWebhook" -> cleared();
            case "editMessageText" -> edited(ask);
            case "deleteMessage" -> deleted(ask);
            case "sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendAudio", "sendVideo", "sendAnimation", "sendPoll" -> sent(method, ask, files);
            case "sendMediaGroup" -> album(ask, files);
            case "sendChatAction", "answerCallbackQuery", "setMessageReaction" -> FakeTelegram.JSON.getNodeFactory().booleanNode(true);
            default -> throw Refusal.of(404, "Not Found: method not found");
        };
    }

    private synchronized JsonNode me() {
        return bot.deepCopy().put("can_join_groups", true).put("can_read_all_group_messages", hearsAll).put("supports_inline_queries", false)
                .put("can_connect_to_business", false).put("has_main_web_app", false).put("has_topics_enabled", false);
    }

    private synchronized JsonNode info() {
        return FakeTelegram.JSON.createObjectNode().put("url", webhook.path("url").asText()).put("has_custom_certificate", false)
                .put("pending_update_count", updates.size());
    }

    private synchronized JsonNode set(ObjectNode ask) {
        if (!ask.path("url").asText().startsWith("https://")) {
            throw Refusal.of(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
        }
        webhook = ask.deepCopy();
        notifyAll();
        return ask.booleanNode(true);
    }

    private synchronized JsonNode cleared() {
        webhook = FakeTelegram.JSON.createObjectNode();
        return webhook.booleanNode(true);
    }

    /** The later of two who ask is served; the earlier one is told that it is not alone. */
    private synchronized JsonNode updates(ObjectNode ask) throws InterruptedException {
        long mine = ++polls;
        notifyAll();
        long offset = ask.path("offset").asLong(0);
        if (updates.removeIf(update -> update.path("update_id").asLong() < offset)) {
            notifyAll();
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ask.path("timeout").asLong(0));
        while (true) {
            if (!webhook.path("url").asText().isEmpty()) {
                throw Refusal.of(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            }
            if (mine != polls) {
                throw Refusal.of(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            }
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (!updates.isEmpty() || left <= 0 || closed) {
                ArrayNode some = FakeTelegram.JSON.createArrayNode();
                updates.stream().limit(ask.path("limit").asLong(100)).forEach(some::add);
                return some;
            }
            wait(left);
        }
    }

    private synchronized JsonNode sent(String method, ObjectNode ask, Map<String, Upload> files) {
        String field = method.substring(4).toLowerCase(Locale.ROOT);
        Optional<Upload> file = Uploads.KINDS.contains(field) ? Uploads.file(field, ask, files, field) : Optional.empty();
        return add(method, ask, file);
    }

    private synchronized JsonNode album(ObjectNode ask, Map<String, Upload> files) {
        JsonNode media = ask.path("media");
        List<Optional<Upload>> found = Uploads.album(media, files);
        media.forEach(item -> Markup.shown((ObjectNode) item, "caption"));
        ArrayNode sent = FakeTelegram.JSON.createArrayNode();
        for (int i = 0; i < media.size(); i++) {
            ObjectNode one = ask.deepCopy();
            one.setAll((ObjectNode) media.get(i));
            sent.add(add("sendMediaGroup", one, found.get(i)));
        }
        return sent;
    }

    private JsonNode add(String method, ObjectNode ask, Optional<Upload> file) {
        String chat = ask.path("chat_id").asText();
        Optional<String> text = Markup.shown(ask, method.equals("sendMessage") ? "text" : method.equals("sendPoll") ? "question" : "caption");
        if (method.equals("sendMessage") && text.filter(shown -> !shown.isBlank()).isEmpty()) {
            throw Refusal.of(400, "Bad Request: message text is empty");
        }
        Seen message = new Seen(nextMessage++, chat, text.orElse(""), ask, method, file);
        seen.add(message);
        notifyAll();
        return message(message, method.equals("sendMessage") ? "text" : "caption");
    }

    private ObjectNode message(Seen one, String words) {
        ObjectNode message = FakeTelegram.JSON.createObjectNode().put("message_id", one.id()).put("date", 1_790_000_000);
        message.set("from", bot);
        message.set("chat", Letter.chat(one.chat()));
        return message.put(words, one.text());
    }

    private synchronized JsonNode edited(ObjectNode ask) {
        Seen old = find(ask, "Bad Request: message to edit not found");
        String text = Markup.shown(ask, "text").orElse("");
        if (text.equals(old.text())) {
            throw Refusal.of(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
                    + " as a current content and reply markup of the message");
        }
        Seen changed = new Seen(old.id(), old.chat(), text, ask, old.method(), old.file());
        seen.set(seen.indexOf(old), changed);
        notifyAll();
        return message(changed, "text").put("edit_date", 1_790_000_001);
    }

    private synchronized JsonNode deleted(ObjectNode ask) {
        seen.remove(find(ask, "Bad Request: message to delete not found"));
        notifyAll();
        return ask.booleanNode(true);
    }

    private Seen find(ObjectNode ask, String otherwise) {
        return seen.stream().filter(one -> one.chat().equals(ask.path("chat_id").asText()) && one.id() == ask.path("message_id").asLong())
                .findFirst().orElseThrow(() -> Refusal.of(400, otherwise));
    }
}
