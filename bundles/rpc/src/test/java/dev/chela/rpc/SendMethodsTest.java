package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire.Memory;
import dev.chela.testkit.channel.Wire.Mishap;
import dev.chela.testkit.channel.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sends to somebody on a channel. */
class SendMethodsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(new Talk(root, LoopbackChannel.on(wire, 200),
                Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice"), "token", "hidden-token-value"))));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private JsonNode refused(String params) {
        return client.refused("send", "{" + params + "}");
    }

    @Test
    void a_text_reaches_its_person_once_for_each_key() {
        JsonNode sent = client.call("send", "{'to':'loopback:user:alice','message':'hello','idempotencyKey':'k1'}");
        assertThat(sent.path("runId").asText()).isEqualTo("k1");
        assertThat(sent.path("channel").asText()).isEqualTo("loopback");
        assertThat(sent.path("messageId").asText()).isNotBlank();
        assertThat(client.call("send", "{'to':'alice','message':'hello','idempotencyKey':'k1','channel':'loopback'}")).isEqualTo(sent);
        assertThat(wire.arrived()).singleElement().satisfies(arrived -> {
            assertThat(arrived.chat()).isEqualTo("alice");
            assertThat(arrived.text()).isEqualTo("hello");
        });
        client.call("send", "{'to':'alice','message':'" + "word ".repeat(60) + "','idempotencyKey':'k2'}");
        assertThat(wire.texts()).as("one and two parts").hasSize(3);
    }

    @Test
    void a_group_is_found_by_the_name_that_its_conversation_has() {
        SessionKey key = new SessionKey("agent:main:loopback:channel:g1");
        Conversation group = new Conversation("G1", Conversation.Kind.GROUP, "", "", "The Family");
        String origin = new ReturnAddress("loopback", "default", group, "alice", ReplyTo.NONE).write();
        house.talk.house.sessions.commit(key, "test", "create", (fresh, step) -> fresh.reachable(origin));
        assertThat(client.call("send", "{'to':'the family','message':'hello','idempotencyKey':'k1'}").path("to").asText()).isEqualTo("G1");
        assertThat(wire.arrived()).singleElement().satisfies(arrived -> assertThat(arrived.to().kind()).isEqualTo(Conversation.Kind.GROUP));
    }

    @Test
    void the_conversation_that_is_named_knows_what_was_sent() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        house.talk.model.next().answer("hi");
        client.end("r1");
        String send = "{'to':'alice','message':'dinner at eight?','idempotencyKey':'k1','sessionKey':'main','agentId':'main'}";
        assertThat(client.call("send", send)).isEqualTo(client.call("send", send));
        JsonNode messages = client.call("chat.history", "{'sessionKey':'main'}").path("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.path(2).toString()).contains("dinner at eight?").contains("assistant");
        assertThat(wire.texts()).containsExactly("dinner at eight?");
    }

    @Test
    void nothing_is_sent_for_a_conversation_that_is_not_there_or_is_at_work() throws Exception {
        assertThat(message("'to':'alice','message':'x','sessionKey':'nobody','idempotencyKey':'k'")).contains("nobody");
        assertThat(message("'to':'alice','message':'x','agentId':'main','idempotencyKey':'k'")).contains("/agentId", "/sessionKey");
        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        var asked = house.talk.model.next();
        assertThat(message("'to':'alice','message':'x','sessionKey':'main','idempotencyKey':'k'")).contains("at work", "nothing was sent");
        assertThat(wire.arrived()).isEmpty();
        asked.answer("hi");
        client.end("r1");
    }

    @Test
    void what_the_platform_refuses_is_told() {
        wire.next(Mishap.REFUSED);
        JsonNode error = refused("'to':'alice','message':'hello','idempotencyKey':'k1'");
        assertThat(error.path("code").asText()).isIn("UNAVAILABLE", "INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains("loopback");
        assertThat(refused("'to':'alice','message':'hello','idempotencyKey':'k1'")).as("said twice, it is refused once").isEqualTo(error);
        assertThat(wire.arrived()).isEmpty();
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThat(message("'to':'alice','message':'x','channel':'nowhere','idempotencyKey':'k'")).contains("unknown channel: nowhere", "loopback");
        assertThat(message("'to':'alice','message':'x','accountId':'second','idempotencyKey':'k'")).contains("unknown account: second", "default");
        assertThat(message("'to':' ','message':'x','idempotencyKey':'k'")).contains("/to");
        assertThat(message("'to':'alice','idempotencyKey':'k'")).contains("/message");
        assertThat(message("'to':'alice','message':'x','idempotencyKey':' '")).contains("/idempotencyKey");
        assertThat(message("'to':'alice','message':'x','asVoice':true,'idempotencyKey':'k'")).contains("asVoice");
        assertThat(wire.arrived()).isEmpty();
    }

    @Test
    void files_are_sent_from_paths_that_the_agent_may_read_and_from_the_request() throws Exception {
        Path workspace = Files.createDirectories(house.talk.agents.primary().workspace());
        Files.writeString(workspace.resolve("notes.txt"), "eggs");
        String content = Base64.getEncoder().encodeToString("a,b".getBytes(StandardCharsets.UTF_8));
        JsonNode sent = client.call("send", "{'to':'alice','mediaUrl':'notes.txt','mediaUrls':['notes.txt'],'buffer':'" + content
                + "','filename':'table.csv','contentType':'text/csv','idempotencyKey':'k1'}");
        assertThat(sent.path("messageId").asText()).isNotBlank();
        assertThat(wire.arrived()).extracting(Wire.Arrived::files).containsExactly(List.of(new Wire.Held("table.csv", "text/csv", "a,b")),
                List.of(new Wire.Held("notes.txt", "text/plain", "eggs")));
        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        house.talk.model.next().answer("hi");
        client.end("r1");
        client.call("send", "{'to':'alice','message':'see','mediaUrl':'data:text/plain;base64,aGk=','filename':'hi.txt','sessionKey':'main','idempotencyKey':'k2'}");
        assertThat(wire.texts()).last().isEqualTo("see");
        assertThat(client.call("chat.history", "{'sessionKey':'main'}").toString()).contains("[media attached: hi.txt]");
    }

    @Test
    void files_that_may_not_be_had_are_refused_by_name_and_nothing_is_sent() throws Exception {
        Path secret = Files.writeString(house.talk.house.home.root().resolve("secret.txt"), "hidden");
        assertThat(media("'mediaUrl':'" + secret + "'")).contains("secret.txt", "belongs to");
        assertThat(media("'mediaUrl':'nothing.txt'")).contains("'nothing.txt' is no file");
        assertThat(media("'mediaUrl':'http://127.0.0.1:9/x'")).contains("not an address of the public internet");
        assertThat(media("'mediaUrl':' '")).contains("/mediaUrl");
        assertThat(media("'buffer':'*'")).contains("/buffer");
        assertThat(media("'mediaUrls':['a','b'],'filename':'c'")).contains("/filename");
        assertThat(media("'mediaUrls':['1','2','3','4','5','6','7','8','9','10','11']")).contains("10", "11");
        assertThat(wire.arrived()).isEmpty();
    }

    private String media(String params) {
        return message("'to':'alice','idempotencyKey':'k'," + params);
    }

    private String message(String params) {
        return refused(params).path("message").asText();
    }
}
