package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
            assertThat(hello.at("/auth/method").asText()).isEqualTo("token");
            assertThat(hello.at("/auth/scopes")).hasSize(3);
            assertThat(hello.at("/policy/maxPayload").asInt()).isEqualTo(26214400);
            JsonNode health = client.call("health", "{\"probe\":true}");
            assertThat(health.get("ok").asBoolean()).isTrue();
            assertThat(health.at("/payload/given").asInt()).isEqualTo(1);
        }
    }
}
