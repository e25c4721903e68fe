package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One house; each test has sessions of its own. */
class CompactMethodsTest {
    @TempDir
    private static Path root;
    private static WiredHouse house;
    private static Client client;

    @BeforeAll
    static void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        house.close();
    }

    private static void turns(String key, String... texts) throws Exception {
        for (String text : texts) {
            client.call("chat.send", "{'sessionKey':'" + key + "','message':'" + text + "','idempotencyKey':'" + key + text + "'}");
            house.talk.model.next().answer("answer to " + text);
            client.end(key + text);
        }
    }

    @Test
    void a_summary_is_written_and_told_and_the_history_stays_whole() throws Exception {
        turns("one", "first", "second");
        client.call("sessions.subscribe", "{}");
        String asked = client.ask("sessions.compact", "{'key':'one'}");
        house.talk.model.next().answer("What was said first.");
        JsonNode result = client.response(asked).path("payload");
        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.path("compacted").asBoolean()).isTrue();
        assertThat(result.path("kept").asInt()).isEqualTo(2);
        client.await(frame -> frame.at("/payload/reason").asText().equals("compaction"));
        assertThat(operations("agent:main:one")).containsExactly("start", "end true");
        assertThat(client.call("chat.history", "{'sessionKey':'one'}").path("messages")).hasSize(4);
        JsonNode again = client.call("sessions.compact", "{'key':'one'}");
        assertThat(again.path("compacted").asBoolean()).isFalse();
        assertThat(again.path("reason").asText()).isEqualTo("nothing to compact");
        assertThat(operations("agent:main:one")).containsExactly("start", "end true", "start", "end false nothing to compact");
    }

    /** What was told of a session's compactions by now: they are told before they are answered. */
    private static List<String> operations(String session) {
        List<JsonNode> all = client.events("session.operation").stream().filter(p -> p.path("sessionKey").asText().equals(session)).toList();
        assertThat(all).allMatch(p -> p.path("operation").asText().equals("compact") && !p.path("operationId").asText().isEmpty());
        return all.stream().map(p -> (p.path("phase").asText() + " " + p.path("completed").asText("") + " " + p.path("reason").asText(""))
                .strip()).toList();
    }

    @Test
    void lines_are_hidden_without_a_summary_when_their_number_is_given() throws Exception {
        turns("two", "first", "second");
        assertThat(client.call("sessions.compact", "{'key':'two','maxLines':2}").path("kept").asInt()).isEqualTo(2);
        client.call("chat.send", "{'sessionKey':'two','message':'third','idempotencyKey':'third'}");
        var asked = house.talk.model.next();
        assertThat(asked.heard()).containsExactly("second", "third");
        asked.answer("x");
        client.end("third");
    }

    @Test
    void a_model_that_fails_is_told_as_a_result_that_is_not_ok() throws Exception {
        turns("three", "first", "second");
        String asked = client.ask("sessions.compact", "{'key':'three'}");
        house.talk.model.next().fail(new Permanent("the model is away"));
        JsonNode result = client.response(asked).path("payload");
        assertThat(result.path("ok").asBoolean()).isFalse();
        assertThat(result.path("reason").asText()).isEqualTo("the model is away");
        assertThat(client.refused("sessions.compact", "{'key':'three','maxLines':0}").path("message").asText()).contains("/maxLines");
    }
}
