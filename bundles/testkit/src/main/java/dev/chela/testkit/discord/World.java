package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Channels, what stands in them, and what people do there. The gateway tells of each thing as Discord's does. */
public final class World {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long EPOCH = 1_420_070_400_000L;

    private final Gateway gateway;
    private final Map<String, ObjectNode> channels = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> messages = new LinkedHashMap<>();
    private final Map<String, ObjectNode> nonces = new LinkedHashMap<>();
    private String root = "";
    private long last;

    World(Gateway gateway) {
        this.gateway = gateway;
        channels.put(FakeDiscord.GENERAL, Shapes.text(FakeDiscord.GENERAL, "general", FakeDiscord.GENERAL));
    }

    void at(String where) {
        root = where;
    }

    /** Later ones are larger, as Discord's are, and tell their time. */
    synchronized String snowflake() {
        last = Math.max(last + 1, (System.currentTimeMillis() - EPOCH) << 22);
        return String.valueOf(last);
    }

    ObjectNode guild() {
        ObjectNode guild = Shapes.guild();
        synchronized (this) {
            channels.values().stream().filter(channel -> channel.path("type").asInt() == 0).forEach(channel -> ((ArrayNode) guild.path("channels")).add(channel.deepCopy()));
            channels.values().stream().filter(channel -> channel.path("type").asInt() == 11).forEach(channel -> ((ArrayNode) guild.path("threads")).add(channel.deepCopy()));
        }
        return guild;
    }

    /** The channel of a person and the bot. Its id has nothing to do with the person's. */
    public synchronized String direct(String user) {
        String id = "3" + user.substring(1);
        channels.computeIfAbsent(id, key -> Shapes.direct(key, user, null));
        return id;
    }

    public synchronized String channel(String name) {
        String id = snowflake();
        channels.put(id, Shapes.text(id, name, null));
        gateway.dispatch("CHANNEL_CREATE", channels.get(id));
        return id;
    }

    public synchronized String thread(String parent, String name) {
        String id = snowflake();
        channels.put(id, Shapes.thread(id, parent, name, null));
        gateway.dispatch("THREAD_CREATE", channels.get(id).deepCopy().put("newly_created", true));
        return id;
    }

    /** @return the message's id */
    public synchronized String writes(Note note) {
        String place = note.channel().isEmpty() ? direct(note.user()) : note.channel();
        ObjectNode message = note.message(snowflake(), place);
        if (!note.answers().isEmpty()) {
            message.put("type", 19);
            message.putObject("message_reference").put("type", 0).put("channel_id", place).put("message_id", note.answers());
            message.set("referenced_message", find(place, note.answers()).deepCopy());
        }
        note.files().forEach(file -> attach(message, file, "text/plain", 4));
        add(place, message);
        gateway.dispatch("MESSAGE_CREATE", inGuild(place, message, true));
        return message.path("id").asText();
    }

    void attach(ObjectNode message, String name, String type, long size) {
        String id = snowflake();
        String url = root + "/attachments/" + message.path("channel_id").asText() + "/" + id + "/" + name;
        ((ArrayNode) message.path("attachments")).addObject().put("id", id).put("filename", name).put("size", size).put("content_type", type)
                .put("url", url + "?ex=1&is=2&hm=3").put("proxy_url", url);
    }

    private void add(String place, ObjectNode message) {
        messages.computeIfAbsent(place, key -> new ArrayList<>()).add(message);
        channels.get(place).put("last_message_id", message.path("id").asText());
        notifyAll();
    }

    private ObjectNode inGuild(String place, ObjectNode of, boolean member) {
        ObjectNode data = of.deepCopy();
        if (channels.get(place).has("guild_id")) {
            data.put("guild_id", FakeDiscord.GUILD);
            if (member) {
                data.set("member", Shapes.member("600000000000000001"));
            }
        }
        return data;
    }

    public synchronized void changes(String place, String message, String text) {
        ObjectNode found = find(place, message);
        found.put("content", text).put("edited_timestamp", Shapes.time(snowflake()));
        gateway.dispatch("MESSAGE_UPDATE", inGuild(place, found, true));
    }

    /** As Discord does when it has looked at a link. */
    public synchronized void embeds(String place, String message) {
        gateway.dispatch("MESSAGE_UPDATE", inGuild(place, find(place, message), true));
    }

    public synchronized void deletes(String place, String message) {
        messages.get(place).remove(find(place, message));
        gateway.dispatch("MESSAGE_DELETE", inGuild(place, Shapes.object().put("id", message).put("channel_id", place), false));
        notifyAll();
    }

    public synchronized void reacts(String user, String place, String message, String emoji, boolean added) {
        ObjectNode data = Shapes.object().put("user_id", user).put("channel_id", place).put("message_id", message).put("burst", false).put("type", 0);
        data.putObject("emoji").put("name", emoji).putNull("id");
        if (added && channels.get(place).has("guild_id")) {
            data.set("member", Shapes.member("600000000000000001").set("user", Shapes.user(user, false)));
        }
        gateway.dispatch(added ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", inGuild(place, data, false));
    }

    /** @return the interaction's id */
    public synchronized String presses(String user, String place, String message, String button) {
        String id = snowflake();
        ObjectNode data = Shapes.object().put("id", id).put("application_id", FakeDiscord.BOT_ID).put("type", 3).put("token", "interaction-token-" + id)
                .put("version", 1).put("channel_id", place).put("locale", "en-US").put("app_permissions", "8");
        data.putObject("data").put("custom_id", button).put("component_type", 2);
        data.set("message", find(place, message).deepCopy());
        data.set("channel", channels.get(place).deepCopy().put("permissions", "8"));
        data.put("context", channels.get(place).has("guild_id") ? 0 : 1).put("attachment_size_limit", 10_485_760);
        data.putArray("entitlements");
        data.putObject("authorizing_integration_owners");
        if (channels.get(place).has("guild_id")) {
            data.put("guild_locale", "en-US").putObject("guild").put("id", FakeDiscord.GUILD).put("locale", "en-US").putArray("features");
            data.put("guild_id", FakeDiscord.GUILD).set("member", ((ObjectNode) Shapes.member("600000000000000001").set("user", Shapes.user(user, false))).put("permissions", "8"));
        } else {
            data.set("user", Shapes.user(user, false));
        }
        gateway.dispatch("INTERACTION_CREATE", data);
        return id;
    }

    synchronized ObjectNode channelOf(String id) {
        ObjectNode channel = channels.get(id);
        if (channel == null) {
            throw new Refusal(404, 10_003, "Unknown Channel");
        }
        return channel;
    }

    /** @return the message that stands there now: an earlier one where the bot used the same nonce and wants that to count */
    synchronized ObjectNode posted(String place, ObjectNode message, JsonNode ask) {
        String nonce = ask.path("nonce").asText();
        if (ask.path("enforce_nonce").asBoolean() && nonces.containsKey(nonce)) {
            return nonces.get(nonce);
        }
        if (!nonce.isEmpty()) {
            message.put("nonce", nonce);
            nonces.put(nonce, message);
        }
        add(place, message);
        gateway.dispatch("MESSAGE_CREATE", inGuild(place, message, true));
        return message;
    }

    synchronized ObjectNode find(String place, String id) {
        return messages.getOrDefault(place, List.of()).stream().filter(message -> message.path("id").asText().equals(id)).findFirst()
                .orElseThrow(() -> new Refusal(404, 10_008, "Unknown Message"));
    }

    /** The next ones after a message, the latest first, as Discord gives them. */
    synchronized ArrayNode after(String place, long id, int most) {
        ArrayNode page = FakeDiscord.JSON.createArrayNode();
        messages.getOrDefault(place, List.of()).stream().filter(message -> message.path("id").asLong() > id).limit(most)
                .forEach(message -> page.insert(0, message.deepCopy()));
        return page;
    }

    /** What stands in a channel, in order, as it reads now. */
    public synchronized List<ObjectNode> standing(String place) {
        return messages.getOrDefault(place, List.of()).stream().map(ObjectNode::deepCopy).toList();
    }

    /** What the bot said there. */
    public synchronized List<String> texts(String place) {
        return messages.getOrDefault(place, List.of()).stream().filter(message -> message.path("author").path("id").asText().equals(FakeDiscord.BOT_ID))
                .map(message -> message.path("content").asText()).toList();
    }

    /** Waits, a minute at most, until so many messages of the bot stand in a channel. @return all of them */
    public synchronized List<String> await(String place, int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (texts(place).size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return texts(place);
    }
}
