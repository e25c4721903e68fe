package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that shows what an answer names. */
class MediaMethodsTest {
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
    void a_file_that_the_history_names_comes_by_the_id_of_its_message_and_nothing_else_does() throws Exception {
        Path workspace = Files.createDirectories(house.talk.agents.primary().workspace());
        Files.writeString(workspace.resolve("notes.txt"), "eggs");
        client.call("chat.send", "{'sessionKey':'main','message':'show me','idempotencyKey':'r1'}");
        house.talk.model.next().answer("Here.\nMEDIA:notes.txt");
        client.end("r1");
        JsonNode answer = client.call("chat.history", "{'sessionKey':'main'}").path("messages").get(1);
        assertThat(answer.toString()).contains("MEDIA:notes.txt");
        String id = answer.path("__openclaw").path("id").asText();
        JsonNode file = client.call("chat.media", "{'sessionKey':'main','messageId':'" + id + "','place':'notes.txt'}");
        assertThat(file.path("name").asText()).isEqualTo("notes.txt");
        assertThat(file.path("mimeType").asText()).isEqualTo("text/plain");
        assertThat(file.path("sizeBytes").asLong()).isEqualTo(4);
        assertThat(new String(Base64.getDecoder().decode(file.path("data").asText()), StandardCharsets.UTF_8)).isEqualTo("eggs");
        assertThat(client.refused("chat.media", "{'sessionKey':'main','messageId':'" + id + "','place':'other.txt'}").path("message").asText())
                .contains("names no file 'other.txt'");
        assertThat(client.refused("chat.media", "{'sessionKey':'main','messageId':'nobody','place':'notes.txt'}").path("code").asText()).isEqualTo("INVALID_REQUEST");
    }
}
