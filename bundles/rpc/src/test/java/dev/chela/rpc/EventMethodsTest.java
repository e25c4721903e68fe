package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.internal.PacedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs tell the assistant. */
class EventMethodsTest {
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

    @Test
    void an_event_waits_for_the_next_turn_of_its_session_and_shows_in_the_status() throws Exception {
        assertThat(client.call("system-event", "{'text':'The disk is nearly full.'}").path("ok").asBoolean()).isTrue();
        assertThat(client.call("wake", "{'mode':'next-heartbeat','text':'A backup is done.'}").path("ok").asBoolean()).isTrue();
        client.call("system-event", "{'text':'elsewhere','sessionKey':'other'}");
        assertThat(client.call("status", "{}").path("queuedSystemEvents")).hasSize(2)
                .first().satisfies(text -> assertThat(text.asText()).isEqualTo("The disk is nearly full."));
        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.heard()).hasSize(3).last().isEqualTo("hello");
        assertThat(asked.heard().get(0)).startsWith("System: [").endsWith("] The disk is nearly full.");
        asked.answer("done");
        client.end("r1");
        assertThat(client.call("status", "{}").path("queuedSystemEvents")).isEmpty();
    }

    @Test
    void waking_now_starts_a_turn_even_with_what_reads_like_a_command() throws Exception {
        client.call("wake", "{'mode':'now','text':'/stop the press','sessionKey':'main'}");
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.heard()).singleElement().asString().startsWith("System: [").endsWith("] /stop the press");
        asked.answer("stopped it");
        client.await(Client::isEnd);
        assertThat(client.call("chat.history", "{'sessionKey':'main'}").path("messages")).hasSize(2);
    }

    @Test
    void what_is_wrong_is_refused_by_name() throws Exception {
        assertThat(client.refused("system-event", "{'text':' '}").path("message").asText()).contains("/text");
        assertThat(client.refused("system-event", "{'text':'x','host':'y'}").path("message").asText()).contains("host");
        assertThat(client.refused("wake", "{'mode':'soon','text':'x'}").path("message").asText()).contains("/mode");
        try (Client reader = house.clientWith("[\"operator.write\"]")) {
            assertThat(reader.refused("system-event", "{'text':'x'}").path("message").asText()).isEqualTo("missing scope: operator.admin");
        }
    }
}
