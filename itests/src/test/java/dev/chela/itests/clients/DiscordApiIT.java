package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Pty;
import dev.chela.testkit.discord.Exchanged;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.discord.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All that the gateway asks of Discord, and all that our stand-in answers, held to schemas that are generated from Discord's own OpenAPI
 * description: a field that it does not know is a mistake of ours, and so is one that is missing.
 */
@Tag("clients")
class DiscordApiIT extends OneHouse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWNER = FakeDiscord.ALICE;
    private static final String STRANGER = "100000000000000014";
    private static final String NEWCOMER = "100000000000000015";

    private final FakeDiscord discord = FakeDiscord.start();
    private final World world = discord.world();

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { discord: { token: "%s", apiRoot: "%s", allowFrom: ["%s"], groupPolicy: "open", groups: { "%s": {} }, streaming: { mode: "partial" } } },
                tools: {""".formatted(FakeDiscord.TOKEN, discord.root(), OWNER, FakeDiscord.GENERAL));
    }

    @AfterAll
    void hangUp() {
        discord.close();
    }

    @Test
    void every_call_and_every_answer_is_as_discord_describes_it() throws InterruptedException, IOException {
        discord.gateway().await("a session", discord.gateway()::heard);
        talk();
        act();
        catchUp();
        Path calls = Files.writeString(gateway.home().resolve("discord-calls.jsonl"), discord.exchanged().stream().map(DiscordApiIT::line).collect(Collectors.joining("\n")));
        try (Openclaw place = Openclaw.beside(gateway); Pty judge = Pty.start(place.script("discord.mjs", calls.toString()))) {
            assertThat(judge.awaitEnd()).as(judge.seen()).isZero();
            assertThat(judge.seen()).contains("GET /gateway/bot", "GET /users/@me", "GET /applications/@me", "POST /users/@me/channels",
                    "POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/{message_id}", "DELETE /channels/{channel_id}/messages/{message_id}",
                    "GET /channels/{channel_id}/messages", "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me",
                    "POST /channels/{channel_id}/typing", "POST /interactions/{interaction_id}/{interaction_token}/callback");
        }
    }

    private void talk() throws InterruptedException {
        world.writes(Note.from(STRANGER, "echo let me in"));
        world.await(world.direct(STRANGER), 1);
        world.writes(Note.from(OWNER, "echo hello **there**"));
        world.await(world.direct(OWNER), 1);
        world.writes(Note.from(OWNER, "echo for all of you").in(FakeDiscord.GENERAL).mentioning());
        world.await(FakeDiscord.GENERAL, 1);
        String thread = world.thread(FakeDiscord.GENERAL, "plans");
        world.writes(Note.from(OWNER, "echo in the thread").in(thread).mentioning());
        world.await(thread, 1);
    }

    private void act() throws InterruptedException {
        String sent = said("send", Map.of("message", "look", "buffer", "aGk=", "filename", "hi.txt", "mimeType", "text/plain"));
        said("react", Map.of("messageId", sent, "emoji", "👍"));
        said("react", Map.of("messageId", sent, "emoji", "👍", "remove", true));
        said("edit", Map.of("messageId", sent, "message", "look here"));
        world.presses(OWNER, world.direct(OWNER), said("reply", Map.of("messageId", sent, "message", "seen")), "tea");
        discord.await("POST", "/interactions/.*", 1);
        said("delete", Map.of("messageId", sent));
        order("send", NEWCOMER, Map.of("message", "hello"));
        assertThat(wire.call("channels.status", "{\"probe\":true}").toString()).contains("@" + FakeDiscord.BOT_NAME);
        said("poll", Map.of("pollQuestion", "When?", "pollOption", List.of("now", "later"), "pollMulti", true));
    }

    /** @return the id of the message, where there is one */
    private String said(String action, Map<String, Object> params) {
        return order(action, OWNER, params);
    }

    private String order(String action, String user, Map<String, Object> params) {
        ObjectNode order = JSON.createObjectNode().put("channel", "discord").put("action", action).put("idempotencyKey", fresh(action));
        order.set("params", ((ObjectNode) JSON.valueToTree(params)).put("target", "user:" + user));
        return wire.call("message.action", order.toString()).path("messageId").asText();
    }

    private void catchUp() throws InterruptedException {
        gateway.kill();
        discord.gateway().forget();
        int before = world.texts(world.direct(OWNER)).size();
        world.writes(Note.from(OWNER, "echo while you were away"));
        gateway.start();
        world.await(world.direct(OWNER), before + 1);
        wire = gateway.connect();
    }

    private static String line(Exchanged exchange) {
        ObjectNode line = JSON.createObjectNode().put("method", exchange.call().method()).put("path", exchange.call().path()).put("status", exchange.status());
        line.set("body", exchange.call().body());
        if (!exchange.answer().isMissingNode()) {
            line.set("answer", exchange.answer());
        }
        return line.toString();
    }
}
