package dev.chela.testkit.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** What the Web API does, and what it refuses (docs.slack.dev/reference/methods). */
final class Methods {
    private static final int LONGEST = 40_000;

    private final FakeSlack slack;
    private final World world;
    private final Sockets sockets;
    private final Store files;
    private final String root;

    Methods(FakeSlack slack, Store files, String root) {
        this.slack = slack;
        this.world = slack.world();
        this.sockets = slack.sockets();
        this.files = files;
        this.root = root;
    }

    ObjectNode answer(Heard call) {
        slack.check(call);
        return switch (call.method()) {
            case "apps.connections.open" -> Shapes.ok().put("url", sockets.ticket());
            case "auth.test" -> Shapes.ok().put("url", "https://house.slack.com/").put("team", "The house").put("user", FakeSlack.BOT_NAME)
                    .put("team_id", FakeSlack.TEAM).put("user_id", FakeSlack.BOT_USER).put("bot_id", FakeSlack.BOT_ID).put("is_enterprise_install", false);
            case "users.info" -> Shapes.ok().set("user", Shapes.user(user(call.text("user"))));
            case "conversations.open" -> conversation(world.direct(user(call.text("users"))));
            case "conversations.info" -> Shapes.ok().set("channel", world.channelOf(call.text("channel")).deepCopy());
            case "conversations.history", "conversations.replies" -> new Histories(slack).read(call);
            case "users.conversations" -> new Histories(slack).conversations(call);
            case "chat.postMessage" -> post(call);
            case "chat.update" -> update(call);
            case "chat.delete" -> delete(call);
            case "reactions.add", "reactions.remove" -> react(call);
            default -> file(call);
        };
    }

    private static String user(String id) {
        if (!id.matches("[UW]0[A-Z0-9]{5,12}")) {
            throw new Refusal("user_not_found");
        }
        return id;
    }

    private static ObjectNode conversation(String id) {
        ObjectNode answer = Shapes.ok();
        answer.putObject("channel").put("id", id);
        return answer;
    }

    private ObjectNode post(Heard call) {
        String place = world.channelOf(call.text("channel")).path("id").asText();
        String thread = call.text("thread_ts");
        checked(call);
        if (!thread.isEmpty() && !world.stands(place, thread)) {
            throw new Refusal("thread_not_found");
        }
        ObjectNode message = Shapes.message(world.ts(), FakeSlack.BOT_USER, call.text("text"), thread);
        if (call.arguments().containsKey("blocks")) {
            message.set("blocks", numbered(call.json("blocks")));
        }
        if (call.arguments().containsKey("metadata")) {
            JsonNode metadata = call.json("metadata");
            if (!metadata.path("event_type").isTextual() || !metadata.path("event_payload").isObject()) {
                throw new Refusal("invalid_metadata_format");
            }
            message.set("metadata", metadata);
        }
        world.stand(place, message);
        return said(place, message);
    }

    private static ObjectNode said(String place, ObjectNode message) {
        ObjectNode answer = Shapes.ok().put("channel", place).put("ts", message.path("ts").asText());
        ObjectNode copy = message.deepCopy();
        copy.remove("metadata");
        copy.remove("reactions");
        answer.set("message", copy);
        return answer;
    }

    private static ArrayNode numbered(JsonNode blocks) {
        ArrayNode copy = (ArrayNode) blocks.deepCopy();
        copy.forEach(block -> ((ObjectNode) block).put("block_id", "b" + System.identityHashCode(block)));
        return copy;
    }

    private static void checked(Heard call) {
        if (call.text("text").isBlank() && !call.arguments().containsKey("blocks")) {
            throw new Refusal("no_text");
        }
        if (call.text("text").length() > LONGEST) {
            throw new Refusal("msg_too_long");
        }
        for (JsonNode block : call.json("blocks")) {
            Set<String> actions = new HashSet<>();
            boolean good = switch (block.path("type").asText()) {
                case "section" -> block.at("/text/text").asText().length() <= 3_000 && !block.at("/text/text").asText().isEmpty();
                case "actions" -> block.path("elements").size() <= 25 && !block.path("elements").isEmpty();
                default -> false;
            };
            for (JsonNode button : block.path("elements")) {
                good &= actions.add(button.path("action_id").asText()) && button.at("/text/text").asText().length() <= 75
                        && button.path("value").asText().length() <= 2_000;
            }
            if (!good) {
                throw new Refusal("invalid_blocks");
            }
        }
    }

    private ObjectNode own(Heard call, String refusal) {
        world.channelOf(call.text("channel"));
        ObjectNode message = world.find(call.text("channel"), call.text("ts"));
        if (!message.path("user").asText().equals(FakeSlack.BOT_USER)) {
            throw new Refusal(refusal);
        }
        return message;
    }

    private ObjectNode update(Heard call) {
        ObjectNode message = own(call, "cant_update_message");
        checked(call);
        world.changes(call.text("channel"), call.text("ts"), call.text("text"));
        return said(call.text("channel"), message).put("text", call.text("text"));
    }

    private ObjectNode delete(Heard call) {
        own(call, "cant_delete_message");
        world.deletes(call.text("channel"), call.text("ts"));
        return Shapes.ok().put("channel", call.text("channel")).put("ts", call.text("ts"));
    }

    private ObjectNode react(Heard call) {
        if (!call.text("name").matches("[a-z0-9_+'-]+")) {
            throw new Refusal("invalid_name");
        }
        boolean add = call.method().equals("reactions.add");
        if (!world.reacts(FakeSlack.BOT_USER, call.text("channel"), call.text("timestamp"), call.text("name"), add)) {
            throw new Refusal(add ? "already_reacted" : "no_reaction");
        }
        return Shapes.ok();
    }

    private ObjectNode file(Heard call) {
        return switch (call.method()) {
            case "files.getUploadURLExternal" -> {
                String id = files.place(call.text("filename"), Long.parseLong(call.text("length")));
                yield Shapes.ok().put("upload_url", root + "/upload/" + id).put("file_id", id);
            }
            case "files.completeUploadExternal" -> complete(call);
            case "files.info" -> Shapes.ok().set("file", files.find(call.text("file")));
            case "files.delete" -> {
                files.delete(call.text("file"));
                yield Shapes.ok();
            }
            default -> throw new Refusal("unknown_method");
        };
    }

    /** Slack shares files a little later than it answers: where they stand is not in it. */
    private ObjectNode complete(Heard call) {
        String place = world.channelOf(call.text("channel_id")).path("id").asText();
        ObjectNode message = Shapes.message(world.ts(), FakeSlack.BOT_USER, call.text("initial_comment"), call.text("thread_ts"));
        ArrayNode brought = message.putArray("files");
        ObjectNode answer = Shapes.ok();
        ArrayNode named = answer.putArray("files");
        for (JsonNode file : call.json("files")) {
            ObjectNode shared = files.share(file.path("id").asText(), file.path("title").asText(), place, message.path("ts").asText());
            shared.remove("shares");
            brought.add(shared);
            named.addObject().put("id", shared.path("id").asText()).put("title", shared.path("title").asText());
        }
        world.stand(place, message);
        return answer;
    }
}
