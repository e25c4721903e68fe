package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.SystemEvents.Weight;
import dev.chela.core.turn.internal.House;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see and say of heartbeats. */
class HeartbeatMethodsTest {
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
    void they_are_switched_off_and_on_and_the_status_says_so() throws Exception {
        assertThat(client.call("set-heartbeats", "{'enabled':false}").path("enabled").asBoolean()).isFalse();
        JsonNode off = client.call("status", "{}").path("heartbeat");
        assertThat(off.path("on").asBoolean()).isFalse();
        assertThat(off.path("agents").path(0).has("nextAtMs")).isFalse();
        assertThat(client.call("set-heartbeats", "{'enabled':true}").path("enabled").asBoolean()).isTrue();
        JsonNode on = client.call("status", "{}").path("heartbeat").path("agents").path(0);
        assertThat(on.path("everyMs").asLong()).isEqualTo(1_800_000);
        assertThat(on.path("every").asText()).isEqualTo("30m");
        assertThat(on.path("nextAtMs").asLong()).isPositive();
        assertThat(client.call("health", "{}").path("heartbeatSeconds").asInt()).isEqualTo(1_800);
        assertThat(client.refused("set-heartbeats", "{}").path("message").asText()).contains("enabled");
    }

    @Test
    void what_a_woken_agent_finds_is_told_to_clients_and_is_the_last_heartbeat() throws Exception {
        client.call("wake", "{'mode':'now','text':'The post is here.'}");
        house.talk.model.next().answer("You have a letter.");
        JsonNode told = client.await(frame -> frame.path("event").asText().equals("heartbeat")).path("payload");
        assertThat(told.path("preview").asText()).isEqualTo("You have a letter.");
        assertThat(told.path("status").asText()).isEqualTo("skipped");
        assertThat(client.call("last-heartbeat", "{}")).isEqualTo(told);
    }

    @Test
    void what_waits_for_the_next_heartbeat_calls_for_it() throws Exception {
        client.call("wake", "{'mode':'next-heartbeat','text':'The post is here.'}");
        assertThat(house.talk.house.systemEvents.calling()).containsExactly(House.MAIN);
        house.talk.house.systemEvents.add(House.MAIN, "no call", Weight.NEWS);
        assertThat(house.talk.house.systemEvents.waiting(House.MAIN)).hasSize(2);
    }

    @Test
    void whoever_wakes_too_often_is_told_why_nothing_begins() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(client.call("wake", "{'mode':'now','text':'look " + i + "'}").path("ok").asBoolean()).isTrue();
        }
        JsonNode sixth = client.call("wake", "{'mode':'now','text':'look again'}");
        assertThat(sixth.path("ok").asBoolean()).isFalse();
        assertThat(sixth.path("reason").asText()).contains("5 times within a minute");
        house.talk.model.next().answer("seen");
    }
}
