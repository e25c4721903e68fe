package dev.chela.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A session's file, read byte by byte as another program would. */
public record Transcript(List<JsonNode> entries) {
    private static final String FOLDER = "agents/main/state/transcripts";

    /** Nothing torn, nothing doubled, nothing out of order. */
    public static Transcript read(Path home, String session) {
        return read(home.resolve(FOLDER).resolve(session + ".jsonl"));
    }

    /** {@link #read} of every session that there is. */
    public static List<Transcript> all(Path home) {
        try (Stream<Path> files = Files.list(home.resolve(FOLDER))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).map(Transcript::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Transcript read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(bytes[bytes.length - 1]).as("the last byte of %s", file).isEqualTo((byte) '\n');
            return new Transcript(new String(bytes, StandardCharsets.UTF_8).lines().map(Wire::parse).toList()).whole();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Transcript whole() {
        assertThat(entries.stream().map(entry -> entry.path("id").asText()).toList()).doesNotHaveDuplicates();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            places.add(i + 1);
            if (i > 0) {
                assertThat(entries.get(i).path("parentId").asText()).isEqualTo(entries.get(i - 1).path("id").asText());
            }
        }
        assertThat(entries.stream().map(entry -> entry.path("seq").asInt()).toList()).isEqualTo(places);
        return this;
    }

    /** The messages of one run with this role. */
    public List<JsonNode> of(String run, String role) {
        return messages(entry -> entry.path("id").asText().startsWith(run + ":"), role);
    }

    private List<JsonNode> messages(Predicate<JsonNode> which, String role) {
        return entries.stream().filter(which).map(entry -> entry.path("message"))
                .filter(message -> message.path("role").asText().equals(role)).toList();
    }
}
