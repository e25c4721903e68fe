package dev.chela.tool.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Memory;
import dev.chela.api.grant.Memory.Passage;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryGetTest extends ToolContract {
    private final Notes notes = new Notes();

    @Override
    protected Tool<?> tool() {
        return new MemoryGet();
    }

    @Override
    protected String example() {
        return "{\"path\": \"MEMORY.md\"}";
    }

    @Override
    protected ToolBench bench(Path at) {
        return new ToolBench(at).grants(Memory.class, notes);
    }

    @Test
    void shows_the_lines_and_where_the_file_goes_on() throws Exception {
        notes.passages.add(new Passage("memory/boats.md", 3, 4, 9, "red\nblue\n"));

        assertThat(textOf("{\"path\": \"memory/boats.md\", \"from\": 3, \"lines\": 2}"))
                .isEqualTo("memory/boats.md#L3-L4\nred\nblue\n\n(memory/boats.md goes on to line 9)");
        assertThat(notes.asked).containsExactly(new Notes.Read("memory/boats.md", 3, 2));
    }

    @Test
    void says_when_a_file_is_empty_or_at_its_end() throws Exception {
        notes.passages.add(new Passage("MEMORY.md", 1, 0, 0, ""));
        notes.passages.add(new Passage("MEMORY.md", 1, 1, 1, "one\n"));

        assertThat(textOf(example())).isEqualTo("MEMORY.md is empty.");
        assertThat(textOf(example())).isEqualTo("MEMORY.md#L1-L1\none\n");
    }

    @Test
    void refuses_numbers_out_of_range() throws Exception {
        assertThat(errorOf("{\"path\": \"MEMORY.md\", \"from\": 0}")).contains("'from' must be 1 or more, not 0");
        assertThat(errorOf("{\"path\": \"MEMORY.md\", \"lines\": 0}")).contains("'lines' must be 1 or more, not 0");
    }
}
