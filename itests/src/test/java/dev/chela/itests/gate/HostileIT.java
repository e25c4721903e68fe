package dev.chela.itests.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody should send: each gets the protocol's own answer, and the gateway goes on. */
class HostileIT extends OneHouse {
    @AfterEach
    void goes_on() {
        try (Wire another = gateway.connect()) {
            assertThat(another.converse(session, "echo alive", fresh("run"))).isEqualTo("alive");
        }
    }

    @Test
    void what_is_not_json_is_passed_over() {
        wire.send("{\"type\":\"req\",");
        wire.send("\u0000\u0001 nonsense");
        wire.send("");
        wire.send("{\"type\":\"req\",\"id\":\"twice\",\"method\":\"health\"}{}");
        assertThat(wire.call("health", "{}").path("ok").asBoolean()).isTrue();
        assertThat(wire.seen(frame -> frame.path("id").asText().matches("twice|invalid"))).isEmpty();
    }

    @Test
    void what_is_not_json_before_the_handshake_ends_the_connection() {
        try (Wire stranger = Wire.open(gateway.url())) {
            stranger.event("connect.challenge");
            stranger.send("hello?");
            assertThat(stranger.closed()).startsWith("1008");
        }
    }

    @Test
    void a_frame_that_is_no_request_is_refused() {
        wire.send("{\"type\":\"req\",\"id\":\"half\"}");
        assertThat(wire.response("half").path("error").path("code").asText()).isEqualTo("INVALID_REQUEST");
        wire.send("[1,2,3]");
        assertThat(wire.response("invalid").path("error").path("message").asText()).startsWith("invalid request frame");
    }

    @Test
    void a_frame_of_thirty_megabytes_ends_its_connection_only() {
        wire.sendUnanswered("x".repeat(30 * 1024 * 1024));
        assertThat(wire.closed()).startsWith("1009");
    }

    @Test
    void a_large_frame_before_the_handshake_ends_its_connection() {
        try (Wire stranger = Wire.open(gateway.url())) {
            stranger.event("connect.challenge");
            stranger.sendUnanswered("x".repeat(70 * 1024));
            assertThat(stranger.closed()).startsWith("1009");
        }
    }

    @Test
    void a_wrong_token_is_refused() {
        try (Wire stranger = Wire.open(gateway.url())) {
            JsonNode error = stranger.greet("itest-token-wrong").path("error");
            assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
            assertThat(error.path("details").path("code").asText()).isEqualTo("AUTH_TOKEN_MISMATCH");
            assertThat(error.toString()).doesNotContain(Gateway.TOKEN);
            assertThat(stranger.closed()).startsWith("1008");
        }
    }

    @Test
    void a_foreign_page_is_refused_even_with_the_right_token() {
        try (Wire stranger = Wire.openFrom(gateway.url(), "https://evil.example")) {
            JsonNode error = stranger.greet(Gateway.TOKEN).path("error");
            assertThat(error.path("details").path("code").asText()).isEqualTo("CONTROL_UI_ORIGIN_NOT_ALLOWED");
            assertThat(stranger.closed()).startsWith("1008");
        }
    }

    @Test
    void another_method_before_connect_is_refused() {
        try (Wire stranger = Wire.open(gateway.url())) {
            stranger.event("connect.challenge");
            assertThat(stranger.refused("health", "{}").path("message").asText()).contains("first request must be connect");
            assertThat(stranger.closed()).startsWith("1008");
        }
    }

    @Test
    void another_version_of_the_protocol_is_refused() {
        try (Wire stranger = Wire.open(gateway.url())) {
            stranger.event("connect.challenge");
            stranger.refused("connect", """
                    {"minProtocol":9,"maxProtocol":9,"client":{"id":"cli","version":"1","platform":"test","mode":"cli"},
                     "auth":{"token":"%s"}}""".formatted(Gateway.TOKEN));
            assertThat(stranger.closed()).startsWith("1002");
        }
    }

    @Test
    void an_unknown_method_is_refused_by_name() {
        JsonNode error = wire.refused("no.such.method", "{}");
        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).isEqualTo("unknown method: no.such.method");
    }

    @Test
    void an_unknown_property_is_refused_by_name() {
        JsonNode error = wire.refused("chat.send",
                "{\"sessionKey\":\"main\",\"message\":\"echo x\",\"idempotencyKey\":\"k\",\"surprise\":1}");
        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).isEqualTo("invalid chat.send params: at root: unexpected property 'surprise'");
    }

    @Test
    void a_missing_property_is_refused_by_name() {
        assertThat(wire.refused("chat.send", "{\"sessionKey\":\"main\",\"message\":\"echo x\"}").path("message").asText())
                .contains("must have required property 'idempotencyKey'");
    }

    @Test
    void a_reader_may_not_write() {
        try (Wire reader = Wire.open(gateway.url())) {
            reader.event("connect.challenge");
            reader.call("connect", """
                    {"minProtocol":4,"maxProtocol":4,"scopes":["operator.read"],
                     "client":{"id":"cli","version":"1","platform":"test","mode":"cli"},"auth":{"token":"%s"}}""".formatted(Gateway.TOKEN));
            JsonNode error = reader.refused("chat.send", "{\"sessionKey\":\"main\",\"message\":\"echo x\",\"idempotencyKey\":\"k\"}");
            assertThat(error.path("code").asText()).isEqualTo("FORBIDDEN");
            assertThat(error.path("details").path("code").asText()).isEqualTo("MISSING_SCOPE");
        }
    }

    @Test
    void a_client_that_vanishes_in_mid_answer_does_not_end_the_turn() {
        String run = fresh("run");
        wire.chat(session, "count 20 [delay=20]", run);
        wire.delta(run);
        wire.close();
        try (Wire another = gateway.connect()) {
            assertThat(another.call("agent.wait", "{\"runId\":\"" + run + "\",\"timeoutMs\":60000}").path("status").asText()).isEqualTo("ok");
        }
    }
}
