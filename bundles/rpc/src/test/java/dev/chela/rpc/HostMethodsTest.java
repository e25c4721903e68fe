package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine, and what this house has nothing of. */
class HostMethodsTest {
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
    void the_machine_is_described_as_it_is() {
        JsonNode info = client.call("system.info", "{}");
        assertThat(info.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(info.path("cpuCount").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(info.path("port").asInt()).isEqualTo(house.port());
        assertThat(info.path("memoryTotalBytes").asLong()).isGreaterThanOrEqualTo(info.path("memoryFreeBytes").asLong()).isPositive();
        assertThat(info.path("diskTotalBytes").asLong()).isPositive();
        assertThat(info.path("hostname").asText()).isNotBlank();
        assertThat(client.call("system.info", "{}").path("processInstanceId")).isEqualTo(info.path("processInstanceId"));
        assertThat(client.refused("system.info", "{'verbose':true}").path("message").asText()).contains("verbose");
    }

    @Test
    void no_update_is_known_and_no_heartbeat_has_been_yet() {
        JsonNode updates = client.call("update.status", "{}");
        assertThat(updates.has("updateAvailable") && updates.path("updateAvailable").isNull() && updates.path("sentinel").isNull()).isTrue();
        assertThat(client.call("last-heartbeat", "{}").isNull()).isTrue();
    }

    @Test
    void what_the_house_does_not_have_is_empty() {
        assertThat(client.call("talk.catalog", "{}").at("/speech/providers")).isEmpty();
        assertThat(client.call("tts.status", "{}").path("enabled").asBoolean()).isFalse();
        assertThat(client.call("progressCard.get", "{'sessionKey':'main'}").path("card").isNull()).isTrue();
        assertThat(client.call("board.get", "{'sessionKey':'main'}").path("sessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(client.call("sessions.companion.state", "{'sessionKey':'main'}").path("exchanges")).isEmpty();
        assertThat(client.call("sessions.observer.visibility", "{'visible':true}").path("ok").asBoolean()).isTrue();
        assertThat(client.call("tasks.list", "{'status':['running','queued'],'limit':50}").path("tasks")).isEmpty();
        assertThat(client.call("mentions.list", "{}").path("items")).isEmpty();
        assertThat(client.call("projects.list", "{}").path("projects")).isEmpty();
        assertThat(client.call("environments.list", "{}").path("environments")).isEmpty();
        assertThat(client.call("plugins.controlUi.list", "{}").path("plugins")).isEmpty();
        assertThat(client.refused("board.get", "{'sessionKey':''}").path("message").asText()).contains("1 to 512");
        assertThat(client.refused("tasks.list", "{'sortBy':'name'}").path("message").asText()).contains("/sortBy");
    }
}
