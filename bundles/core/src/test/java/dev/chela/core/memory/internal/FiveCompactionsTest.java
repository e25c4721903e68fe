package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.id.AgentId;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.json.Json;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.internal.ProviderModels;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.internal.JsonlFiles;
import dev.chela.core.store.internal.SqliteIndexFiles;
import dev.chela.core.task.CancelSource;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model's window has 100,000 tokens; from 80,000 on a conversation is compacted. */
class FiveCompactionsTest {
    private static final String FACT = "My boat is called Halcyon and lies in Husum.";

    @TempDir
    private Path root;
    private final GuestBook guests = new GuestBook();
    private Talk talk;
    private JdkHttp http;
    private IndexedMemories memories;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(root.resolve("workspace"));
        talk = new Talk(root);
        House house = talk.house;
        http = new JdkHttp(house.clock);
        ProviderModels models = new ProviderModels(new FixedConfig(new ModelsConfig(null, Map.of())), http, house.clock, guests, name -> null);
        memories = new IndexedMemories(house.home, new SqliteIndexFiles(house.home), new JsonlFiles(house.sessions, house.home), models,
                house.clock, new FixedConfig(new MemorySettings(null, Map.of())));
        talk.tool("write", arguments -> "written").tool("memory_search", arguments -> found(arguments, Corpus.MEMORY))
                .tool("sessions_search", arguments -> found(arguments, Corpus.SESSIONS));
    }

    @AfterEach
    void close() {
        memories.close();
        talk.close();
        http.close();
        guests.close();
    }

    private String found(String arguments, Corpus corpus) {
        Query query = new Query(Json.read(arguments).path("query").asText(), 0, -1, corpus);
        return memories.search(talk.agents.get(AgentId.MAIN), query, Optional.of(House.MAIN), new CancelSource()).hits().stream()
                .map(Hit::snippet).collect(Collectors.joining("\n"));
    }

    /** Says something first that no summary keeps, then enough to be compacted five times. */
    private void talkForLong(boolean writing) throws Exception {
        talk.say("t0", FACT);
        talk.model.next().counting(90_000).answer("A fine name.");
        talk.end("t0");
        for (int i = 1; i <= 5; i++) {
            talk.say("t" + i, "Something else, number " + i);
            PacedModel.Asked flush = talk.model.next();
            if (writing && i == 1) {
                flush.callWith("n", "append_to_memory", "{\"text\":\"The person's boat is called Halcyon; it lies in Husum.\"}");
                flush = talk.model.next();
            }
            flush.answer("NO_REPLY");
            talk.model.next().answer("They talked about number " + i + ".");
            talk.model.next().counting(i < 5 ? 90_000 : 1_000).answer("Heard number " + i);
            talk.end("t" + i);
        }
        assertThat(talk.entries().stream().filter(entry -> entry.type().equals(Compaction.ENTRY))).hasSize(5);
    }

    private String answerBy(String tool) throws Exception {
        talk.say("q", "What is my boat called?");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).noneMatch(text -> text.contains("Halcyon"));
        asked.callWith("s", tool, "{\"query\":\"What is the boat called?\"}");
        PacedModel.Asked told = talk.model.next();
        told.answer(told.results().get(told.results().size() - 1).contains("Halcyon") ? "Halcyon" : "I do not know");
        return talk.end("q").text();
    }

    @Test
    void what_was_said_first_is_found_in_the_transcript_after_five_compactions() throws Exception {
        talkForLong(false);
        assertThat(answerBy("sessions_search")).isEqualTo("Halcyon");
    }

    @Test
    void what_was_said_first_is_found_in_the_note_that_was_written_before_the_first_of_five_compactions() throws Exception {
        talkForLong(true);
        assertThat(answerBy("memory_search")).isEqualTo("Halcyon");
    }
}
