package dev.chela.testkit.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in conversations, and which there are, by pages (docs.slack.dev, "Pagination", conversations.history, conversations.replies). */
final class Histories {
    private static final int MOST = 999;
    private static final String CURSOR = "next:";

    private final FakeSlack slack;
    private final World world;

    Histories(FakeSlack slack) {
        this.slack = slack;
        this.world = slack.world();
    }

    /** Of the conversation the latest first; where only the end is said, pages go on from there to now. Below a message the latest last. */
    ObjectNode read(Heard call) {
        ObjectNode channel = world.channelOf(call.text("channel"));
        allowed(kind(channel) + ":history");
        boolean replies = call.method().equals("conversations.replies");
        List<ObjectNode> all = world.standing(channel.path("id").asText());
        List<ObjectNode> wanted = all.stream().filter(message -> replies ? World.under(message, call.text("ts")) && (root(message) || within(call, message))
                : (root(message) || message.path("subtype").asText().equals("thread_broadcast")) && within(call, message)).collect(Collectors.toList());
        wanted.forEach(message -> dress(message, all, call));
        boolean onward = !replies && !call.text("oldest").isEmpty() && call.text("latest").isEmpty();
        if (!replies && !onward) {
            Collections.reverse(wanted);
        }
        return page(call, "messages", wanted, onward);
    }

    private static boolean root(ObjectNode message) {
        return message.path("thread_ts").asText("").isEmpty();
    }

    private static boolean within(Heard call, ObjectNode message) {
        String ts = message.path("ts").asText();
        int edge = call.text("inclusive").matches("true|1") ? -1 : 0;
        return (call.text("oldest").isEmpty() || ts.compareTo(call.text("oldest")) > edge) && (call.text("latest").isEmpty() || ts.compareTo(call.text("latest")) < -edge);
    }

    private void dress(ObjectNode message, List<ObjectNode> all, Heard call) {
        message.remove("reactions");
        if (!call.text("include_all_metadata").matches("true|1") || !slack.may("metadata.message:read")) {
            message.remove("metadata");
        }
        String ts = message.path("ts").asText();
        List<ObjectNode> below = all.stream().filter(other -> other.path("thread_ts").asText("").equals(ts)).toList();
        if (!below.isEmpty()) {
            List<String> who = below.stream().map(each -> each.path("user").asText()).distinct().toList();
            message.put("thread_ts", ts).put("reply_count", below.size()).put("reply_users_count", who.size())
                    .put("latest_reply", below.get(below.size() - 1).path("ts").asText()).put("is_locked", false).put("subscribed", false);
            who.stream().limit(5).forEach(message.putArray("reply_users")::add);
        }
    }

    /** To which the app belongs. */
    ObjectNode conversations(Heard call) {
        List<String> types = List.of(call.arguments().getOrDefault("types", "public_channel").split(","));
        types.forEach(type -> allowed((type.equals("im") || type.equals("mpim") ? type : type.equals("private_channel") ? "groups" : "channels") + ":read"));
        List<ObjectNode> wanted = world.conversations().stream().filter(channel -> types.contains(switch (kind(channel)) {
            case "channels" -> "public_channel";
            case "groups" -> "private_channel";
            default -> kind(channel);
        })).collect(Collectors.toList());
        return page(call, "channels", wanted, false);
    }

    private static String kind(ObjectNode channel) {
        return channel.path("is_im").asBoolean() ? "im" : channel.path("is_mpim").asBoolean() ? "mpim" : channel.path("is_private").asBoolean() ? "groups" : "channels";
    }

    private void allowed(String scope) {
        if (!slack.may(scope)) {
            throw new Refusal("missing_scope");
        }
    }

    private static ObjectNode page(Heard call, String field, List<ObjectNode> all, boolean turned) {
        int limit = Integer.parseInt(call.arguments().getOrDefault("limit", "100"));
        if (limit < 1 || limit > MOST) {
            throw new Refusal("invalid_limit");
        }
        int from = call.text("cursor").isEmpty() ? 0 : place(call.text("cursor"));
        int to = Math.min(all.size(), from + limit);
        List<ObjectNode> part = new ArrayList<>(all.subList(Math.min(from, to), to));
        if (turned) {
            Collections.reverse(part);
        }
        ObjectNode answer = Shapes.ok();
        ArrayNode told = answer.putArray(field);
        part.forEach(told::add);
        if (field.equals("messages")) {
            answer.put("has_more", to < all.size());
        }
        String next = to < all.size() ? Base64.getEncoder().encodeToString((CURSOR + to).getBytes(StandardCharsets.US_ASCII)) : "";
        answer.putObject("response_metadata").put("next_cursor", next);
        return answer;
    }

    private static int place(String cursor) {
        String told = new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
        if (!told.startsWith(CURSOR)) {
            throw new Refusal("invalid_cursor");
        }
        return Integer.parseInt(told.substring(CURSOR.length()));
    }
}
