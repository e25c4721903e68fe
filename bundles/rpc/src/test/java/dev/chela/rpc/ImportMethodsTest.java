package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import.openclaw}. */
class ImportMethodsTest {
    @TempDir
    private Path root;

    @Test
    void brings_a_session_that_people_can_read_and_says_how_many() throws Exception {
        Path old = Files.createDirectories(root.resolve("old/agents/main/sessions")).getParent().getParent().getParent();
        Files.writeString(old.resolve("agents/main/sessions/sessions.json"), "{\"agent:main:main\":{\"sessionId\":\"s-1\",\"updatedAt\":5}}");
        Files.writeString(old.resolve("agents/main/sessions/s-1.jsonl"), """
                {"type":"session","version":3,"id":"s-1","timestamp":"2026-01-02T03:04:05.000Z","cwd":"/"}
                {"type":"message","id":"a1","parentId":null,"timestamp":"2026-01-02T03:04:06.000Z","message":{"role":"user","content":"the boat is blue"}}
                """);
        try (WiredHouse house = new WiredHouse(root.resolve("home")); Client client = house.client()) {
            String dir = Json.write(Json.object().put("dir", old.toString()).put("dryRun", true));
            JsonNode rehearsal = client.call("import.openclaw", dir);
            assertThat(rehearsal.path("dryRun").asBoolean()).isTrue();
            assertThat(client.call("sessions.list", "{}").path("sessions")).isEmpty();
            JsonNode done = client.call("import.openclaw", dir.replace("true", "false"));
            assertThat(done.path("counts")).isEqualTo(rehearsal.path("counts"));
            assertThat(client.call("chat.history", "{'sessionKey':'main'}").at("/messages/0/content/0/text").asText()).isEqualTo("the boat is blue");
            assertThat(client.refused("import.openclaw", Json.write(Json.object().put("dir", root.resolve("none").toString())))
                    .path("message").asText()).contains("none", "no directory");
        }
    }
}
