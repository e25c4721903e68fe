package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Way;
import dev.chela.core.agent.Agent;
import dev.chela.core.memory.Memories.Status;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.task.CancelSource;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an embedding model behind real HTTP: one that knows the look of words, and so finds what is compounded or mistyped. */
class HybridSearchTest {
    private static final CancelSource NEVER = new CancelSource();

    @TempDir
    private Path root;

    private final FakeModel server = FakeModel.start();
    private MemoryHouse house;
    private Agent ann;

    @BeforeEach
    void open() throws IOException {
        open("");
        house.write(ann, "memory/heating.md", "Die Heizungsanlage im Keller wird jeden Oktober gewartet.");
        house.write(ann, "memory/garden.md", "Tomatoes want sun, and water in the evening.");
    }

    private void open(String model) {
        house = new MemoryHouse(root, new MemorySearch(null, "fake", model, null, null, null), Map.of(), server.v1().toString());
        ann = house.agent("ann");
    }

    @AfterEach
    void close() {
        house.close();
        server.close();
    }

    @Test
    void finds_what_no_word_of_the_query_is_in() {
        house.memories.refresh(ann, NEVER);

        Found found = house.search(ann, "Heizung");

        assertThat(found.way()).isEqualTo(Way.WORDS_AND_MEANING);
        assertThat(found.hits()).extracting(Hit::path).startsWith("memory/heating.md");
        assertThat(house.memories.embedder(ann)).contains("fake/usual");
    }

    @Test
    void what_is_saved_is_embedded_before_anybody_searches_also_in_a_new_directory() throws IOException {
        house.search(ann, "Heizung");
        house.memories.refresh(ann, NEVER);

        house.write(ann, "memory/house/roof.md", "The roof was tiled anew in May.");
        house.clock.quiet();
        awaitVectors(3);
        house.write(ann, "memory/house/door.md", "The door was painted in June.");
        house.clock.quiet();
        awaitVectors(4);
    }

    private void awaitVectors(int count) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (house.memories.status(ann).vectors() < count) {
            assertThat(System.nanoTime()).as("a minute for " + count + " vectors").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void embeds_each_text_once_and_forgets_what_is_gone() throws IOException {
        Status first = house.memories.refresh(ann, NEVER);
        assertThat(first.vectors()).isEqualTo(2);
        assertThat(first.behind()).isFalse();
        assertThat(server.requests()).hasSize(1);

        house.write(ann, "memory/garden.md", "Tomatoes want shade.");
        house.write(ann, "memory/copy.md", "Die Heizungsanlage im Keller wird jeden Oktober gewartet.");
        Status second = house.memories.refresh(ann, NEVER);

        assertThat(second.chunks()).isEqualTo(3);
        assertThat(second.vectors()).isEqualTo(2);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.last().body().path("input")).hasSize(1);
    }

    @Test
    void goes_by_words_and_says_why_when_the_model_cannot_be_asked() {
        house.memories.refresh(ann, NEVER);
        server.next(new Mishap.Status(503, Map.of(), "{\"error\":{\"message\":\"overloaded\"}}"));

        Found found = house.search(ann, "tomatoes");

        assertThat(found.way()).isEqualTo(Way.WORDS);
        assertThat(found.hits()).extracting(Hit::path).containsExactly("memory/garden.md");
        assertThat(found.note()).contains("words only").contains("overloaded");
        assertThat(house.memories.status(ann).trouble()).contains("overloaded");
    }

    @Test
    void does_not_pay_for_another_model_unasked() {
        house.memories.refresh(ann, NEVER);
        house.close();
        open("another");

        Found paused = house.search(ann, "tomatoes");
        assertThat(paused.way()).isEqualTo(Way.WORDS);
        assertThat(paused.note()).contains("fake/usual").contains("fake/another").contains("memory index --force");

        house.memories.rebuild(ann, NEVER);
        assertThat(house.search(ann, "tomatoes").way()).isEqualTo(Way.WORDS_AND_MEANING);
    }

    @Test
    void embeds_in_the_background_what_a_search_finds_without_a_vector() {
        assertThat(house.search(ann, "tomatoes").hits()).extracting(Hit::path).containsExactly("memory/garden.md");

        server.awaitRequests(1);
        assertThat(server.requests().stream().anyMatch(request -> request.path().endsWith("/embeddings"))).isTrue();
    }
}
