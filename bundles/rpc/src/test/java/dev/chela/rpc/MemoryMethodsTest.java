package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryMethodsTest {
    @TempDir
    private Path root;

    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
        Files.createDirectories(root.resolve("workspace/memory"));
        Files.writeString(root.resolve("workspace/memory/boats.md"), "# Boats\n\nThe boat is called Halcyon.\n");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    @Test
    void passages_are_found_with_their_lines() {
        JsonNode found = client.call("memory.search", "{'query':'which boat','agentId':'main'}");

        assertThat(found.path("agentId").asText()).isEqualTo("main");
        assertThat(found.path("provider").asText()).isEqualTo("none");
        assertThat(found.path("searchMode").asText()).isEqualTo("fts-only");
        JsonNode hit = found.at("/results/0");
        assertThat(hit.path("path").asText()).isEqualTo("memory/boats.md");
        assertThat(hit.path("startLine").asInt()).isEqualTo(1);
        assertThat(hit.path("endLine").asInt()).isEqualTo(3);
        assertThat(hit.path("snippet").asText()).contains("Halcyon");
        assertThat(hit.path("source").asText()).isEqualTo("memory");
        assertThat(client.call("memory.search", "{'query':'submarine'}").path("results")).isEmpty();
    }

    @Test
    void the_index_is_behind_until_it_is_told_to_follow_and_can_be_made_again() {
        JsonNode before = client.call("doctor.memory.status", "{}");
        assertThat(before.path("provider").asText()).isEqualTo("none");
        assertThat(before.at("/index/dirty").asBoolean()).isTrue();
        assertThat(before.at("/embedding/checked").asBoolean(true)).isFalse();

        assertThat(client.call("memory.index", "{}").at("/index/chunks").asInt()).isEqualTo(1);
        assertThat(client.call("memory.index", "{'agentId':'main','force':true}").at("/index/files").asInt()).isEqualTo(1);
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(client.refused("memory.search", "{'query':' '}").toString()).contains("INVALID_REQUEST", "/query");
        assertThat(client.refused("memory.search", "{'query':'\\\"()'}").toString()).contains("INVALID_REQUEST", "no word");
        assertThat(client.refused("memory.search", "{'query':'boat','agentId':'nobody'}").toString()).contains("UNKNOWN_AGENT_ID");
        assertThat(client.refused("memory.search", "{'query':'boat','maxResults':0}").toString()).contains("maxResults");
    }
}
