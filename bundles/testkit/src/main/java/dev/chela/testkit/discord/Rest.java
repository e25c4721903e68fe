package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What the REST API does, and what it refuses (discord.com/developers/docs/reference, and its OpenAPI description). */
final class Rest {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_NONCE = 25;
    private static final long LARGEST = 10L * 1024 * 1024;
    private static final int MOST_FILES = 10;

    private final World world;
    private final Gateway gateway;

    Rest(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    /** @return empty for an answer without a body */
    Optional<JsonNode> answer(Heard call, String query) {
        String[] path = call.path().substring(1).split("/");
        if (path[0].equals("gateway")) {
            return Optional.of(gateway());
        }
        if (path[0].equals("users") || path[0].equals("applications")) {
            return Optional.of(self(call));
        }
        if (path[0].equals("interactions") && path.length == 4 && call.body().path("type").isInt()) {
            return Optional.empty();
        }
        if (path[0].equals("channels") && path.length == 2 && call.method().equals("GET")) {
            return Optional.of(world.channelOf(path[1]).deepCopy());
        }
        if (call.is("GET", "/guilds/" + FakeDiscord.GUILD + "/members/[0-9]+")) {
            return Optional.of(Shapes.member("600000000000000001").set("user", Shapes.user(path[3], false)));
        }
        return path[0].equals("channels") && path.length > 2 ? inChannel(call, path, query) : missing();
    }

    private static Optional<JsonNode> missing() {
        throw new Refusal(404, 0, "404: Not Found");
    }

    private JsonNode gateway() {
        ObjectNode answer = Shapes.object().put("url", gateway.address()).put("shards", 1);
        answer.putObject("session_start_limit").put("total", 1_000).put("remaining", gateway.startsLeft()).put("reset_after", 1_500).put("max_concurrency", 1);
        return answer;
    }

    private JsonNode self(Heard call) {
        if (call.is("GET", "/users/@me")) {
            return Shapes.bot().put("mfa_enabled", false).put("locale", "en-US").put("verified", true).putNull("email");
        }
        if (call.is("POST", "/users/@me/channels")) {
            String user = call.body().path("recipient_id").asText();
            if (!user.matches("1[0-9]{17}")) {
                throw new Refusal(400, 50_033, "Invalid Recipient(s)");
            }
            return world.channelOf(world.direct(user)).deepCopy();
        }
        if (call.is("GET", "/applications/@me")) {
            return Shapes.application(gateway.flags());
        }
        return missing().orElseThrow();
    }

    private Optional<JsonNode> inChannel(Heard call, String[] path, String query) {
        world.channelOf(path[1]);
        if (path[2].equals("typing") && call.method().equals("POST")) {
            return Optional.empty();
        }
        if (path[2].equals("messages") && path.length == 3) {
            return Optional.of(call.method().equals("GET") ? world.after(path[1], number(query, "after"), (int) number(query, "limit")) : post(call, path[1]));
        }
        return path[2].equals("messages") ? onMessage(call, path) : missing();
    }

    private static long number(String query, String name) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Long.parseLong(pair.substring(name.length() + 1));
            }
        }
        return name.equals("limit") ? 50 : 0;
    }

    private Optional<JsonNode> onMessage(Heard call, String[] path) {
        ObjectNode message = world.find(path[1], path[3]);
        if (path.length == 4) {
            return switch (call.method()) {
                case "GET" -> Optional.of(message.deepCopy());
                case "PATCH" -> Optional.of(edited(message, call.body()));
                case "DELETE" -> {
                    world.deletes(path[1], path[3]);
                    yield Optional.empty();
                }
                default -> missing();
            };
        }
        boolean known = path.length == 7 && path[4].equals("reactions") && path[6].equals("@me");
        if (!known || path[5].matches("[\\x20-\\x7e]+") && !path[5].matches("\\w+:[0-9]+")) {
            throw new Refusal(400, 10_014, "Unknown Emoji");
        }
        world.reacts(FakeDiscord.BOT_ID, path[1], path[3], path[5], call.method().equals("PUT"));
        return Optional.empty();
    }

    private JsonNode edited(ObjectNode message, JsonNode ask) {
        if (!message.path("author").path("id").asText().equals(FakeDiscord.BOT_ID)) {
            throw new Refusal(403, 50_005, "Cannot edit a message authored by another user");
        }
        checked(ask);
        world.changes(message.path("channel_id").asText(), message.path("id").asText(), ask.path("content").asText());
        return message.deepCopy();
    }

    private static void checked(JsonNode ask) {
        if (ask.path("content").asText().length() > LONGEST) {
            throw Refusal.malformed("content: Must be 2000 or fewer in length.");
        }
        if (ask.path("nonce").asText().length() > LONGEST_NONCE) {
            throw Refusal.malformed("nonce: Must be 25 or fewer in length.");
        }
        for (JsonNode row : ask.path("components")) {
            if (row.path("type").asInt() != 1 || row.path("components").isEmpty() || row.path("components").size() > 5) {
                throw Refusal.malformed("components: BASE_TYPE_BAD_LENGTH");
            }
            for (JsonNode button : row.path("components")) {
                if (button.path("custom_id").asText().length() > 100 || button.path("label").asText().length() > 80 || button.path("style").asInt() > 4) {
                    throw Refusal.malformed("components: a button");
                }
            }
        }
        JsonNode poll = ask.path("poll");
        if (ask.hasNonNull("poll") && (poll.path("answers").isEmpty() || poll.path("answers").size() > 10 || poll.path("question").path("text").asText().length() > 300)) {
            throw Refusal.malformed("poll");
        }
    }

    private JsonNode post(Heard call, String place) {
        JsonNode ask = call.body();
        checked(ask);
        if (ask.path("content").asText().isBlank() && call.files().isEmpty() && !ask.hasNonNull("poll")) {
            throw new Refusal(400, 50_006, "Cannot send an empty message");
        }
        if (call.files().values().stream().anyMatch(file -> file.content().length() > LARGEST) || call.files().size() > MOST_FILES) {
            throw new Refusal(413, 40_005, "Request entity too large");
        }
        ObjectNode message = Shapes.message(world.snowflake(), place, Shapes.bot(), ask.path("content").asText());
        message.set("components", Shapes.numbered(ask.path("components")));
        for (JsonNode file : ask.path("attachments")) {
            Heard.Upload upload = call.files().get("files[" + file.path("id").asText() + "]");
            if (upload == null) {
                throw Refusal.malformed("attachments: there is no files[" + file.path("id").asText() + "]");
            }
            world.attach(message, file.path("filename").asText(upload.name()), upload.mimeType(), upload.content().length());
        }
        return world.posted(place, message, ask).deepCopy();
    }
}
