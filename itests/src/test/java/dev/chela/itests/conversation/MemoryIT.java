package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two agents with notes of their own, in the assembled distribution. */
class MemoryIT extends OneHouse {
    @Override
    protected String settings() {
        return super.settings().replace("agents: { defaults: { ", "agents: { entries: { main: {}, ben: {}, brief: { model: \"fake/brief\" } },"
                + " defaults: { memorySearch: { provider: \"fake\", model: \"fake-embed\" }, ")
                .replace("{ id: \"fake-2\"", "{ id: \"brief\", name: \"brief\", contextWindow: 16000, maxTokens: 1000 }, { id: \"fake-2\"");
    }

    @BeforeAll
    void write() throws IOException {
        note("main", "MEMORY.md", "The boat of Ann is called Halcyon.\n");
        note("ben", "memory/boats.md", "The boat of Ben is called Petrel.\n");
    }

    private void note(String agent, String name, String text) throws IOException {
        Path file = gateway.home().resolve("agents/" + agent + "/workspace").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String says(String agent, String message) {
        return wire.converse("agent:" + agent + ":" + session, message, fresh("run"));
    }

    @Test
    void an_agent_finds_and_reads_its_own_notes_and_no_others() {
        String search = "tool memory_search {\"query\":\"What is the boat called: Halcyon or Petrel?\"}";

        assertThat(says("main", search)).contains("MEMORY.md#L1-L1", "Halcyon").doesNotContain("of Ben");
        assertThat(says("ben", search)).contains("memory/boats.md#L1-L1", "Petrel").doesNotContain("of Ann");
        assertThat(says("ben", "tool memory_get {\"path\":\"memory/boats.md\"}")).contains("of Ben");
        assertThat(says("main", "tool memory_get {\"path\":\"../../ben/workspace/memory/boats.md\"}"))
                .contains("is no memory file").doesNotContain("of Ben");
    }

    @Test
    void what_only_looks_alike_is_found_by_its_vector() {
        wire.call("memory.index", "{\"agentId\":\"ben\"}");

        assertThat(says("ben", "tool memory_search {\"query\":\"Boating\"}")).contains("Petrel", "by words and by meaning");
        assertThat(wire.call("memory.search", "{\"agentId\":\"ben\",\"query\":\"motorboats\"}").path("searchMode").asText()).isEqualTo("hybrid");
        assertThat(wire.call("doctor.memory.status", "{\"agentId\":\"ben\"}").path("provider").asText()).isEqualTo("fake/fake-embed");
    }

    @Test
    void what_is_written_in_a_turn_is_found_in_the_next() {
        says("main", "tool write {\"path\":\"memory/2026-02-03.md\",\"content\":\"The key lies under the third flowerpot.\"}");

        assertThat(says("main", "tool memory_search {\"query\":\"where is the key\"}")).contains("third flowerpot");
    }

    /** Its model reads 16,000 tokens, and each message has half of them. */
    @Test
    void what_was_said_first_is_found_after_the_conversation_was_compacted_five_times() throws IOException {
        says("brief", "My bicycle is called Rosinante.");
        for (int i = 0; compactions() < 5; i++) {
            assertThat(i).as("messages until the fifth compaction").isLessThan(20);
            says("brief", "Something else, number " + i + ": " + "x".repeat(32_000));
        }

        assertThat(says("brief", "tool sessions_search {\"query\":\"What is the bicycle called?\"}")).contains("Rosinante");
        assertThat(says("ben", "tool sessions_search {\"query\":\"What is the bicycle called?\"}")).doesNotContain("Rosinante");
    }

    private long compactions() throws IOException {
        try (var lines = Files.lines(gateway.home().resolve("agents/brief/state/transcripts/" + session + ".jsonl"))) {
            return lines.filter(line -> line.contains("\"type\":\"compaction\"")).count();
        }
    }
}
