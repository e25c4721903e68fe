package dev.chela.testkit.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Conversations, what stands in them, and what people do there. Slack tells of each thing as it does. */
public final class World {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Sockets sockets;
    private final Store files;
    private final Map<String, ObjectNode> channels = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> messages = new LinkedHashMap<>();
    private long last = micros();
    private int events;

    World(Sockets sockets, Store files) {
        this.sockets = sockets;
        this.files = files;
        channels.put(FakeSlack.GENERAL, Shapes.channel(FakeSlack.GENERAL, "general", false));
        channels.put(FakeSlack.TRIO, Shapes.channel(FakeSlack.TRIO, "mpdm-alice--bob--chela-1", true));
    }

    /** As finely as Slack and its apps have it: a coarser clock would date what is written after something else before that. */
    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** A message's id is its time. */
    synchronized String ts() {
        last = Math.max(last + 1, micros());
        return last / 1_000_000 + "." + String.format("%06d", last % 1_000_000);
    }

    /** The conversation of a person and the app. Its id has nothing to do with the person's. */
    public synchronized String direct(String user) {
        String id = "D0" + user.substring(2);
        channels.computeIfAbsent(id, key -> Shapes.direct(key, user));
        return id;
    }

    private String type(String channel) {
        return channel.startsWith("D") ? "im" : channel.equals(FakeSlack.TRIO) ? "mpim" : "channel";
    }

    private void tell(ObjectNode event) {
        sockets.tell("events_api", Shapes.payload(event, "Ev" + String.format("%08d", ++events)));
    }

    /** @return the message's id */
    public synchronized String writes(Note note) {
        String place = note.channel().isEmpty() ? direct(note.user()) : note.channel();
        ObjectNode message = Shapes.message(ts(), note.user(), note.text(), note.thread());
        if (note.bot()) {
            message.put("bot_id", "B0OTHERBOT").put("app_id", "A0OTHERAPP");
        } else {
            message.put("client_msg_id", "c-" + message.path("ts").asText());
        }
        if (!note.thread().isEmpty()) {
            message.put("parent_user_id", find(place, note.thread()).path("user").asText());
        }
        if (!note.files().isEmpty()) {
            ArrayNode brought = message.putArray("files");
            note.files().forEach(name -> brought.add(files.brought(name, note.user())));
        }
        stand(place, message);
        return message.path("ts").asText();
    }

    /** The app is invited, or comes back. */
    public synchronized void appComes(String place) {
        ObjectNode message = Shapes.message(ts(), FakeSlack.BOT_USER, "<@" + FakeSlack.BOT_USER + "> has joined the channel", "");
        message.remove(List.of("bot_id", "app_id", "team"));
        stand(place, message.put("subtype", "channel_join").put("inviter", FakeSlack.ALICE));
    }

    /** Every conversation to which the app belongs. */
    synchronized List<ObjectNode> conversations() {
        return channels.values().stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized ObjectNode stand(String place, ObjectNode message) {
        messages.computeIfAbsent(place, key -> new ArrayList<>()).add(message);
        tell(event(place, message));
        notifyAll();
        return message;
    }

    private ObjectNode event(String place, ObjectNode message) {
        ObjectNode event = message.deepCopy().put("channel", place).put("channel_type", type(place)).put("event_ts", message.path("ts").asText());
        event.remove("app_id");
        if (event.has("files")) {
            event.put("subtype", "file_share");
            event.remove("team");
            event.remove("client_msg_id");
        }
        return event;
    }

    /** As a mention is told besides the message. */
    public synchronized void mentions(String place, String ts) {
        ObjectNode event = find(place, ts).deepCopy().put("type", "app_mention").put("channel", place).put("event_ts", ts);
        tell(event);
    }

    public synchronized void changes(String place, String ts, String text) {
        ObjectNode before = find(place, ts).deepCopy();
        ObjectNode message = find(place, ts).put("text", text);
        message.putObject("edited").put("user", message.path("user").asText()).put("ts", ts());
        changed(place, before, message);
    }

    /** As Slack does when it has looked at a link, or somebody writes under a message. */
    public synchronized void unfurls(String place, String ts) {
        changed(place, find(place, ts).deepCopy(), find(place, ts));
    }

    private void changed(String place, ObjectNode before, ObjectNode message) {
        ObjectNode event = Shapes.object().put("type", "message").put("subtype", "message_changed").put("channel", place).put("hidden", true)
                .put("ts", ts()).put("channel_type", type(place));
        event.put("event_ts", event.path("ts").asText());
        event.set("message", bare(message));
        event.set("previous_message", bare(before));
        tell(event);
        notifyAll();
    }

    private static ObjectNode bare(ObjectNode message) {
        ObjectNode copy = message.deepCopy();
        copy.remove(List.of("app_id", "metadata", "reactions"));
        return copy;
    }

    public synchronized void deletes(String place, String ts) {
        ObjectNode gone = find(place, ts);
        messages.get(place).remove(gone);
        ObjectNode event = Shapes.object().put("type", "message").put("subtype", "message_deleted").put("channel", place).put("hidden", true)
                .put("deleted_ts", ts).put("ts", ts()).put("channel_type", type(place));
        event.put("event_ts", event.path("ts").asText());
        event.set("previous_message", bare(gone));
        tell(event);
        notifyAll();
    }

    /** @return whether anything changed */
    public synchronized boolean reacts(String user, String place, String ts, String name, boolean added) {
        ObjectNode message = find(place, ts);
        ArrayNode names = message.withArray("/reactions");
        String mine = user + " " + name;
        List<String> before = new ArrayList<>();
        names.forEach(each -> before.add(each.asText()));
        if (before.contains(mine) == added) {
            return false;
        }
        names.removeAll();
        before.remove(mine);
        before.forEach(names::add);
        if (added) {
            names.add(mine);
        }
        ObjectNode event = Shapes.object().put("type", added ? "reaction_added" : "reaction_removed").put("user", user).put("reaction", name)
                .put("item_user", message.path("user").asText()).put("event_ts", ts());
        event.putObject("item").put("type", "message").put("channel", place).put("ts", ts);
        tell(event);
        return true;
    }

    /** @param value of the button */
    public synchronized void presses(String user, String place, String ts, String value) {
        ObjectNode message = find(place, ts);
        ObjectNode payload = Shapes.object().put("type", "block_actions").put("api_app_id", FakeSlack.APP).put("token", "verification-token")
                .put("trigger_id", "trigger-secret").put("response_url", "https://hooks.slack.com/actions/response-secret").put("is_enterprise_install", false);
        payload.putObject("user").put("id", user).put("username", Shapes.name(user)).put("name", Shapes.name(user)).put("team_id", FakeSlack.TEAM);
        ObjectNode container = payload.putObject("container").put("type", "message").put("message_ts", ts).put("channel_id", place).put("is_ephemeral", false);
        if (message.hasNonNull("thread_ts")) {
            container.put("thread_ts", message.path("thread_ts").asText());
        }
        payload.putObject("team").put("id", FakeSlack.TEAM).put("domain", "house");
        payload.putObject("channel").put("id", place).put("name", channelOf(place).path("name").asText("directmessage"));
        payload.set("message", bare(message));
        ObjectNode action = payload.putArray("actions").addObject().put("type", "button").put("action_id", "b0").put("block_id", "xyz").put("value", value)
                .put("action_ts", ts());
        action.putObject("text").put("type", "plain_text").put("text", value).put("emoji", true);
        sockets.tell("interactive", payload);
    }

    synchronized ObjectNode channelOf(String id) {
        return Optional.ofNullable(channels.get(id)).orElseThrow(() -> new Refusal("channel_not_found"));
    }

    synchronized ObjectNode find(String place, String ts) {
        return messages.getOrDefault(place, List.of()).stream().filter(message -> message.path("ts").asText().equals(ts)).findFirst()
                .orElseThrow(() -> new Refusal("message_not_found"));
    }

    synchronized boolean stands(String place, String ts) {
        return messages.getOrDefault(place, List.of()).stream().anyMatch(message -> message.path("ts").asText().equals(ts));
    }

    /** What stands in a conversation, in order, as it reads now. */
    public synchronized List<ObjectNode> standing(String place) {
        return messages.getOrDefault(place, List.of()).stream().map(ObjectNode::deepCopy).toList();
    }

    /** What the app said there. */
    public synchronized List<String> texts(String place) {
        return messages.getOrDefault(place, List.of()).stream().filter(message -> message.path("user").asText().equals(FakeSlack.BOT_USER))
                .map(message -> message.path("text").asText()).toList();
    }

    /** Waits, a minute at most, until so many messages of the app stand in a conversation. @return all of them */
    public synchronized List<String> await(String place, int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (texts(place).size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return texts(place);
    }

    static boolean under(JsonNode message, String thread) {
        return message.path("thread_ts").asText("").equals(thread) || message.path("ts").asText().equals(thread);
    }
}
