package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a client keeps up with a conversation. */
class ChatHistoryTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private void say(String run, String text) throws Exception {
        send(run, text);
        house.talk.model.next().answer("answer to " + text);
        client.end(run);
    }

    private void send(String run, String text) {
        client.call("chat.send", "{'sessionKey':'main','message':'" + text + "','idempotencyKey':'" + run + "'}");
    }

    private JsonNode history(String more) {
        return client.call("chat.history", "{'sessionKey':'main'" + more + "}");
    }

    private static List<String> texts(JsonNode history) {
        return StreamSupport.stream(history.path("messages").spliterator(), false)
                .map(message -> message.path("content").get(0).path("text").asText()).toList();
    }

    @Test
    void whoever_opens_gets_the_agents_and_the_choices_with_the_history_and_may_name_the_session_in_short() throws Exception {
        say("r1", "one");
        JsonNode opened = client.call("chat.startup", "{'sessionKey':'main'}");
        assertThat(opened.path("agentsList")).isEqualTo(client.call("agents.list", "{}"));
        assertThat(opened.path("metadata")).isEqualTo(client.call("chat.metadata", "{}"));
        assertThat(history("").has("metadata")).isFalse();
        String shortId = opened.path("sessionId").asText().substring(0, 8);
        assertThat(texts(client.call("chat.startup", "{'shortId':'" + shortId + "','agentId':'main'}"))).containsExactly("one", "answer to one");
        for (String wrong : List.of("{'shortId':'" + shortId + "'}", "{'agentId':'main'}", "{'shortId':'ffffffff','agentId':'main'}",
                "{'sessionKey':'main','shortId':'" + shortId + "','agentId':'main'}", "{'shortId':' ','agentId':'main'}")) {
            assertThat(client.refused("chat.startup", wrong).path("code").asText()).isEqualTo("INVALID_REQUEST");
        }
    }

    @Test
    void with_a_cursor_a_client_gets_what_happened_since_and_after_a_reset_it_reads_anew() throws Exception {
        say("r1", "one");
        String cursor = history("").path("deltaCursor").asText();
        assertThat(texts(history(",'cursor':'" + cursor + "'"))).isEmpty();
        say("r2", "two");
        JsonNode delta = history(",'cursor':'" + cursor + "'");
        assertThat(delta.path("kind").asText()).isEqualTo("delta");
        assertThat(texts(delta)).containsExactly("two", "answer to two");
        assertThat(texts(history(",'cursor':'" + delta.path("deltaCursor").asText() + "'"))).isEmpty();
        client.call("sessions.reset", "{'key':'main'}");
        assertThat(history(",'cursor':'" + delta.path("deltaCursor").asText() + "'").path("kind").asText()).isEqualTo("reset");
    }

    @Test
    void a_page_can_be_asked_for_around_a_message_and_older_ones_by_offset() throws Exception {
        for (int i = 1; i <= 4; i++) {
            say("r" + i, "m" + i);
        }
        assertThat(texts(history(",'messageId':'r2:u','limit':3"))).containsExactly("answer to m1", "m2", "answer to m2");
        JsonNode newest = history(",'limit':2");
        assertThat(texts(newest)).containsExactly("m4", "answer to m4");
        assertThat(newest.path("hasMore").asBoolean()).isTrue();
        assertThat(texts(history(",'limit':2,'offset':" + newest.path("nextOffset")))).containsExactly("m3", "answer to m3");
    }

    @Test
    void messages_that_wait_are_shown_in_pages_and_each_can_be_read() throws Exception {
        send("r0", "first");
        house.talk.model.next();
        IntStream.rangeClosed(1, 23).forEach(i -> send("w" + i, "waiting " + i));
        JsonNode pending = client.call("chat.startup", "{'sessionKey':'main'}").path("pendingInputs");
        assertThat(pending.path("total").asInt()).isEqualTo(23);
        assertThat(pending.path("items").findValuesAsText("runId")).hasSize(20).startsWith("w4").endsWith("w23");
        JsonNode older = history(",'pendingBefore':" + pending.path("nextBefore")).path("pendingInputs");
        assertThat(older.path("items").findValuesAsText("runId")).containsExactly("w1", "w2", "w3");
        assertThat(older.has("nextBefore")).isFalse();
        assertThat(client.call("chat.message.get", "{'sessionKey':'main','messageId':'pending:w3'}").path("message").path("content")
                .get(0).path("text").asText()).isEqualTo("waiting 3");
    }

    @Test
    void what_a_page_cut_can_be_read_in_full() throws Exception {
        say("r1", "word ".repeat(50).strip());
        JsonNode cut = history(",'maxChars':10").path("messages").get(0);
        assertThat(cut.path("content").get(0).path("text").asText()).endsWith("...(truncated)...");
        String get = "{'sessionKey':'main','messageId':'" + cut.path("__openclaw").path("id").asText() + "'}";
        assertThat(client.call("chat.message.get", get).path("message").path("content").get(0).path("text").asText())
                .isEqualTo("word ".repeat(50).strip());
        JsonNode missing = client.call("chat.message.get", "{'sessionKey':'main','messageId':'nobody'}");
        assertThat(missing.path("ok").asBoolean()).isFalse();
        assertThat(missing.path("unavailableReason").asText()).isEqualTo("not_found");
    }

    @Test
    void who_answers_to_what_is_no_longer_last_is_told_and_nothing_is_sent() throws Exception {
        String send = "{'sessionKey':'main','message':'x','idempotencyKey':'%s','expectedLeafEntryId':%s}";
        client.call("chat.send", send.formatted("r1", "null"));
        house.talk.model.next().answer("hi");
        client.end("r1");
        assertThat(client.refused("chat.send", send.formatted("r2", "null")).path("details").path("reason").asText())
                .isEqualTo("active-leaf-changed");
        assertThat(client.refused("chat.send", send.formatted("r2", "'r1:u'")).path("details").path("reason").asText())
                .isEqualTo("active-leaf-changed");
        assertThat(house.talk.house.intake.find("r2")).isEmpty();
        assertThat(client.call("chat.send", send.formatted("r1", "null")).path("status").asText()).isEqualTo("ok");
        client.call("chat.send", send.formatted("r2", "'r1:1'"));
        house.talk.model.next().answer("there");
        client.end("r2");
        JsonNode other = client.refused("chat.send",
                "{'sessionKey':'main','message':'x','idempotencyKey':'r3','sessionId':'another'}");
        assertThat(other.path("details").path("reason").asText()).isEqualTo("session-changed");
    }

    @Test
    void an_administrators_note_is_seen_at_once_and_stays() throws Exception {
        say("r1", "one");
        String id = client.call("chat.inject", "{'sessionKey':'main','message':'the backup ran','label':'cron'}").path("messageId").asText();
        JsonNode seen = client.end("note:" + id);
        assertThat(seen.path("state").asText()).isEqualTo("final");
        assertThat(texts(history(""))).endsWith("answer to one", "[cron]\n\nthe backup ran");
        send("r2", "two");
        house.talk.model.next();
        assertThat(client.refused("chat.inject", "{'sessionKey':'main','message':'between'}").path("code").asText()).isEqualTo("UNAVAILABLE");
    }
}
