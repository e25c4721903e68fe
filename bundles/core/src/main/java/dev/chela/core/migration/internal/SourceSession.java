package dev.chela.core.migration.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.migration.internal.Findings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What OpenClaw's {@code sessions.json} says of one session. */
record SourceSession(String key, JsonNode entry) {
    /** What it says at length of prompts: not read, since of ten thousand sessions it would not fit into memory. */
    private static final List<String> LONG = List.of("skillsSnapshot", "systemPromptReport");

    /** The newest first. An index that is damaged is read up to there. */
    static List<SourceSession> read(Path index, Findings findings) throws IOException {
        List<SourceSession> all = new ArrayList<>();
        if (!Files.isRegularFile(index)) {
            return all;
        }
        try (JsonParser parser = JsonMapper.builder().build().createParser(index.toFile())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                JsonNode entry = parser.readValueAsTree();
                if (entry instanceof ObjectNode object) {
                    all.add(new SourceSession(key, object.without(LONG)));
                }
            }
        } catch (JsonProcessingException damaged) {
            findings.left(Kind.SESSIONS, index.toString(), "is damaged after " + all.size() + " sessions (" + damaged.getOriginalMessage()
                    + "); transcripts of the others are brought as past ones");
        }
        all.sort(Comparator.comparingLong((SourceSession session) -> session.number("updatedAt")).reversed());
        return all;
    }

    /** Empty where there is none: something settled it, and nobody said a word. */
    String id() {
        return entry.path("sessionId").asText("");
    }

    String text(String name) {
        return entry.path(name).asText("");
    }

    long number(String name) {
        return entry.path(name).asLong(0);
    }

    /** Its transcript: where the index says, or under that name in the directory, or under its id; with a topic that is part of the name. */
    Optional<Path> transcript(Path directory) {
        String named = text("sessionFile");
        String topic = key.contains(":topic:") ? key.substring(key.lastIndexOf(":topic:") + 7) : "";
        String name = named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1);
        return Stream.of(name, topic.isEmpty() ? "" : id() + "-topic-" + topic + ".jsonl", id() + ".jsonl")
                .filter(file -> file.endsWith(".jsonl") && file.length() > ".jsonl".length()).map(directory::resolve)
                .filter(Files::isRegularFile).findFirst();
    }
}
