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

class SessionsSearchTest extends ToolContract {
    private final Notes notes = new Notes();

    @Override
    protected Tool<?> tool() {
        return new SessionsSearch();
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
    void searches_conversations_alone() throws Exception {
        notes.found.add(new Found(List.of(new Hit("agent:main:main", 12, 14, 0.5, "user: I bought a boat", Corpus.SESSIONS)), Way.WORDS, "by words"));

        assertThat(textOf("{\"query\": \"boat\", \"limit\": 3}")).isEqualTo("""
                ## conversation agent:main:main#L12-L14 (score 0.50)
                user: I bought a boat

                (by words)""");
        assertThat(notes.asked).containsExactly(new Query("boat", 3, -1, Corpus.SESSIONS));
        assertThat(errorOf("{\"query\": \"boat\", \"limit\": 0}")).contains("'limit' must be from 1 to 50, not 0");
    }

    @Test
    void says_that_there_was_nothing() throws Exception {
        notes.found.add(new Found(List.of(), Way.WORDS, "by words"));

        assertThat(textOf(example())).isEqualTo("Nothing in your conversations fits (by words). Try other words.");
    }
}
