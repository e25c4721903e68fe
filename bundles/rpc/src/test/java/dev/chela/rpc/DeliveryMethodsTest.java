package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.chela.testkit.channel.Wire.Mishap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What did not arrive, and what a person decides about it. */
class DeliveryMethodsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(new Talk(root, LoopbackChannel.on(wire, 1000),
                Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice"), "token", "hidden-token-value"))));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private void send(Mishap mishap, String key) {
        wire.next(mishap);
        client.refused("send", "{'to':'loopback:user:alice','message':'hello','idempotencyKey':'" + key + "'}");
    }

    private JsonNode told(String change) {
        return client.await(frame -> frame.path("event").asText().equals("deliveries.changed")
                && frame.path("payload").path("change").asText().equals(change)).path("payload");
    }

    private List<String> undelivered() {
        return client.call("deliveries.list", "{}").path("deliveries").findValuesAsText("state");
    }

    @Test
    void what_did_not_arrive_is_listed_with_where_it_was_to_go_and_why_it_did_not() {
        send(Mishap.REFUSED, "k1");
        JsonNode listed = client.call("deliveries.list", "{}").path("deliveries");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/state").asText()).isEqualTo("rejected");
        assertThat(listed.at("/0/channel").asText()).isEqualTo("loopback");
        assertThat(listed.at("/0/to").asText()).isEqualTo("alice");
        assertThat(listed.at("/0/kind").asText()).isEqualTo("post");
        assertThat(listed.at("/0/text").asText()).isEqualTo("hello");
        assertThat(listed.at("/0/error").asText()).isNotBlank();
        assertThat(told("rejected").path("key").asText())
                .isEqualTo(listed.at("/0/key").asText());
        assertThat(client.call("deliveries.list", "{'waiting':true}").path("deliveries")).isEmpty();
    }

    @Test
    void it_is_sent_again_or_given_up_one_by_one_or_all() {
        send(Mishap.REFUSED, "k1");
        send(Mishap.REFUSED, "k2");
        String key = client.call("deliveries.list", "{}").at("/deliveries/0/key").asText();
        assertThat(client.call("deliveries.resend", "{'key':'" + key + "'}").path("resent").asInt()).isEqualTo(1);
        house.talk.house.until("it has arrived", () -> !wire.arrived().isEmpty());
        assertThat(undelivered()).containsExactly("rejected");
        assertThat(client.call("deliveries.dismiss", "{}").path("dismissed").asInt()).isEqualTo(1);
        assertThat(undelivered()).isEmpty();
        told("dismissed");
    }

    @Test
    void what_may_have_arrived_is_sent_again_only_when_it_is_named() {
        send(Mishap.MESSAGE_LOST, "k1");
        assertThat(undelivered()).containsExactly("in-doubt");
        assertThat(client.call("deliveries.resend", "{}").path("resent").asInt()).isZero();
        assertThat(wire.arrived()).isEmpty();
    }

    @Test
    void nothing_is_decided_about_what_arrived() {
        client.call("send", "{'to':'loopback:user:alice','message':'hello','idempotencyKey':'k1'}");
        assertThat(client.refused("deliveries.resend", "{'key':'k1:1'}").path("message").asText()).contains("k1:1").contains("deliveries.list");
        assertThat(client.refused("deliveries.dismiss", "{'key':'no such'}").path("message").asText()).contains("no such");
    }
}
