package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandshakeTest {
    @TempDir
    Path home;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(home).serving(new Sample());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void greets_a_client_that_shows_the_token_and_answers_its_request() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            assertThat(client.challenge().get("nonce").asText()).isNotBlank();
            JsonNode hello = client.connect(params -> {}).get("payload");
            assertThat(hello.get("type").asText()).isEqualTo("hello-ok");
            assertThat(hello.get("protocol").asInt()).isEqualTo(4);
            assertThat(hello.at("/server/version").asText()).isEqualTo("1.2.3");
            assertThat(hello.at("/features/methods").toString()).contains("system-presence", "health");
            assertThat(hello.at("/features/events").toString()).contains("tick", "chat");
            assertThat(hello.at("/snapshot/sessionDefaults/defaultAgentId").asText()).isEqualTo("main");
            assertThat(hello.at("/snapshot/stateVersion").size()).isEqualTo(2);
            assertThat(hello.at("/auth/scopes")).hasSize(3);
            assertThat(hello.at("/policy/maxPayload").asInt()).isEqualTo(26214400);
            JsonNode health = client.call("health", "{\"probe\":true}");
            assertThat(health.get("ok").asBoolean()).isTrue();
            assertThat(health.at("/payload/given").asInt()).isEqualTo(1);
        }
    }

    @Test
    void accepts_the_shared_secret_in_the_password_field_too() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode hello = client.connect(p -> p.putObject("auth").put("password", TestGateway.TOKEN));
            assertThat(hello.get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void is_lenient_to_clients_and_fields_that_it_does_not_know() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode hello = client.connect(p -> {
                p.put("minProtocol", 1).put("maxProtocol", 9).put("whatComesNext", true);
                ((ObjectNode) p.get("client")).put("id", "client-of-tomorrow").put("mode", "hologram");
            });
            assertThat(hello.get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void refuses_a_wrong_token_with_a_code_and_closes() throws Exception {
        refused(p -> p.putObject("auth").put("token", "wrong"), "INVALID_REQUEST", "AUTH_TOKEN_MISMATCH", 1008);
    }

    @Test
    void refuses_a_missing_token_with_a_code_and_closes() throws Exception {
        refused(p -> p.remove("auth"), "INVALID_REQUEST", "AUTH_TOKEN_MISSING", 1008);
    }

    @Test
    void refuses_a_protocol_that_it_does_not_speak() throws Exception {
        refused(p -> p.put("maxProtocol", 3).put("minProtocol", 3), "INVALID_REQUEST", "PROTOCOL_MISMATCH", 1002);
    }

    @Test
    void lets_a_probe_of_the_older_protocol_in() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode hello = client.connect(p -> {
                p.put("minProtocol", 3).put("maxProtocol", 3);
                ((ObjectNode) p.get("client")).put("mode", "probe");
            });
            assertThat(hello.get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void refuses_a_node_that_shows_no_device() throws Exception {
        refused(p -> p.put("role", "node"), "NOT_PAIRED", "DEVICE_IDENTITY_REQUIRED", 1008);
    }

    @Test
    void refuses_wrong_types_with_their_path() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode answer = client.connect(p -> p.put("scopes", "operator.read"));
            assertThat(answer.at("/error/message").asText()).isEqualTo("invalid connect params: at /scopes: must be an array of strings");
            assertThat(client.closed()).startsWith("1008 invalid connect params");
        }
    }

    @Test
    void refuses_any_other_first_request() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode answer = client.call("health", "{}");
            assertThat(answer.at("/error/message").asText()).isEqualTo("invalid handshake: first request must be connect");
            assertThat(client.closed()).isEqualTo("1008 invalid handshake: first request must be connect");
        }
    }

    @Test
    void closes_on_a_first_frame_that_is_not_json() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            client.send("{\"type\":");
            assertThat(client.closed()).startsWith("1008");
        }
    }

    @Test
    void closes_on_a_large_frame_before_authentication() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            client.send(" ".repeat(65 * 1024));
            assertThat(client.closed()).isEqualTo("1009 preauth payload too large");
        }
    }

    @Test
    void closes_a_connection_that_does_not_shake_hands_in_time() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            gateway.clock.advance(Duration.ofSeconds(16));
            assertThat(client.closed()).startsWith("1000");
        }
    }

    @Test
    void asks_to_retry_while_there_is_no_one_to_greet() throws Exception {
        TestGateway.House house = new TestGateway.House(java.util.List.of());
        gateway.listener.bind(house);
        gateway.listener.unbind(house);
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode answer = client.connect(p -> {});
            assertThat(answer.at("/error/code").asText()).isEqualTo("UNAVAILABLE");
            assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
            assertThat(answer.at("/error/retryAfterMs").asInt()).isEqualTo(500);
            assertThat(answer.at("/error/details/reason").asText()).isEqualTo("startup-sidecars");
            assertThat(client.closed()).isEqualTo("1013 gateway starting");
        }
    }

    @Test
    void refuses_a_page_from_elsewhere_even_with_the_token() throws Exception {
        try (TestClient client = TestClient.openFrom(gateway.uri(), "https://evil.example")) {
            JsonNode answer = client.connect(p -> {});
            assertThat(answer.at("/error/details/code").asText()).isEqualTo("CONTROL_UI_ORIGIN_NOT_ALLOWED");
            assertThat(client.closed()).startsWith("1008 origin not allowed");
        }
    }

    @Test
    void lets_its_own_page_in() throws Exception {
        try (TestClient client = TestClient.openFrom(gateway.uri(), "http://127.0.0.1:" + gateway.uri().getPort())) {
            assertThat(client.connect(p -> {}).get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void gives_no_scopes_to_who_asks_for_none() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode hello = client.connect(p -> p.remove("scopes"));
            assertThat(hello.at("/payload/auth/scopes")).isEmpty();
            assertThat(client.call("health", "{}").at("/error/message").asText()).isEqualTo("missing scope: operator.read");
        }
    }

    @Test
    void lets_the_secret_alone_do_nothing_except_for_the_owner_s_own_tools_and_page() throws Exception {
        String own = "http://127.0.0.1:" + gateway.uri().getPort();
        assertThat(scopes(TestClient.open(gateway.uri()), "gateway-client", "backend")).isEqualTo(3);
        assertThat(scopes(TestClient.openFrom(gateway.uri(), own), "webchat-ui", "webchat")).isEqualTo(3);
        assertThat(scopes(TestClient.open(gateway.uri()), "client-of-tomorrow", "cli")).isZero();
        assertThat(scopes(TestClient.openAfar(gateway.uri()), "cli", "cli")).isZero();
        try (TestClient client = TestClient.openAfar(gateway.uri())) {
            client.connect(p -> {});
            assertThat(client.call("health", "{}").at("/error/message").asText()).isEqualTo("missing scope: operator.read");
        }
    }

    private static int scopes(TestClient opened, String id, String mode) throws Exception {
        try (TestClient client = opened) {
            return client.connect(p -> ((ObjectNode) p.get("client")).put("id", id).put("mode", mode)).at("/payload/auth/scopes").size();
        }
    }

    @Test
    void refuses_a_user_interface_that_shows_no_device() throws Exception {
        for (String id : new String[] {"openclaw-control-ui", "openclaw-tui", "webchat-ui"}) {
            refused(p -> ((ObjectNode) p.get("client")).put("id", id).put("mode", "webchat"), "NOT_PAIRED",
                    "CONTROL_UI_DEVICE_IDENTITY_REQUIRED", 1008);
        }
    }

    @Test
    void takes_no_token_out_of_an_address() throws Exception {
        for (String name : new String[] {"token", "access_token", "auth"}) {
            try (TestClient client = TestClient.open(gateway.uri().resolve("/?" + name + "=" + TestGateway.TOKEN))) {
                assertThat(client.connect(p -> p.remove("auth")).at("/error/details/code").asText()).isEqualTo("AUTH_TOKEN_MISSING");
            }
        }
    }

    private void refused(Consumer<ObjectNode> change, String code, String detail, int close) throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode error = client.connect(change).get("error");
            assertThat(error.get("code").asText()).isEqualTo(code);
            assertThat(error.get("message").asText()).isNotBlank();
            assertThat(error.at("/details/code").asText()).isEqualTo(detail);
            assertThat(client.closed()).startsWith(Integer.toString(close));
        }
    }
}
