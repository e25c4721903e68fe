package dev.chela.tool.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Memory;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.grant.Memory.Way;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemorySearchTest extends ToolContract {
    private final Notes notes = new Notes();

    @Override
    protected Tool<?> tool() {
        return new MemorySearch();
    }

    @Override
    protected String example() {
        return "{\"query\": \"boat\"}";
    }

    @Override
    protected ToolBench bench(Path at) {
        return new ToolBench(at).grants(Memory.class, notes);
    }

    @Test
    void gives_the_model_each_passage_with_its_place_and_score() throws Exception {
        notes.found.add(new Found(List.of(new Hit("memory/2026-01-31.md", 3, 9, 0.8125, "The boat is red.", Corpus.MEMORY),
                new Hit("agent:main:main", 12, 14, 0.5, "user: I bought a boat", Corpus.SESSIONS)), Way.WORDS, "searched by words"));

        assertThat(textOf("{\"query\": \"boat\", \"maxResults\": 2, \"minScore\": 0.1, \"corpus\": \"all\"}")).isEqualTo("""
                ## memory/2026-01-31.md#L3-L9 (score 0.81)
                The boat is red.

                ## conversation agent:main:main#L12-L14 (score 0.50)
                user: I bought a boat

                (searched by words)""");
        assertThat(notes.asked).containsExactly(new Query("boat", 2, 0.1, Corpus.ALL));
    }

    @Test
    void leaves_to_the_configuration_what_the_model_does_not_say() throws Exception {
        notes.found.add(new Found(List.of(), Way.WORDS, "searched by words"));

        assertThat(textOf(example())).contains("Nothing in memory fits").contains("searched by words");
        assertThat(notes.asked).containsExactly(new Query("boat", 0, -1, Corpus.ALL));
    }

    @Test
    void refuses_numbers_out_of_range() throws Exception {
        assertThat(errorOf("{\"query\": \"boat\", \"maxResults\": 51}")).contains("'maxResults' must be from 1 to 50, not 51");
        assertThat(errorOf("{\"query\": \"boat\", \"minScore\": 2}")).contains("'minScore' must be from 0 to 1, not 2");
        assertThat(errorOf("{\"query\": \"boat\", \"corpus\": \"wiki\"}")).contains("corpus");
    }
}
