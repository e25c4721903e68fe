package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code route.explain}. */
class RouteMethodsTest {
    @TempDir
    private Path root;

    @Test
    void says_where_a_message_would_go_and_refuses_what_names_nobody() throws Exception {
        try (WiredHouse house = new WiredHouse(root); Client client = house.clientWith("[\"operator.read\"]")) {
            JsonNode answer = client.call("route.explain", "{'channel':'loopback','peer':'group:Family','threadId':'t1'}");
            assertThat(answer.at("/targets/0/agentId").asText()).isEqualTo("main");
            assertThat(answer.at("/targets/0/sessionKey").asText()).isEqualTo("agent:main:loopback:channel:family:thread:t1");
            assertThat(answer.path("matchedBy").asText()).isEqualTo("default");
            assertThat(answer.path("rules")).isEmpty();
            assertThat(client.refused("route.explain", "{'channel':'loopback','peer':'group:'}").path("message").asText()).contains("/peer");
            assertThat(client.refused("route.explain", "{'channel':'loopback','peer':'nobody:1'}").path("message").asText()).contains("nobody");
            assertThat(client.refused("route.explain", "{'channel':' ','peer':'1'}").path("message").asText()).contains("/channel");
        }
    }
}
