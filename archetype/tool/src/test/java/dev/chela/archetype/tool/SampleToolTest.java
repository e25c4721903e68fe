package dev.chela.archetype.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import org.junit.jupiter.api.Test;

/** The contract that every tool keeps, and what this one is for. */
class SampleToolTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new SampleTool();
    }

    @Override
    protected String example() {
        return "{\"name\":\"Ada\"}";
    }

    @Test
    void greets_by_name_as_often_as_asked() throws Exception {
        assertThat(textOf("{\"name\":\"Ada\",\"times\":2}")).isEqualTo("Hello, Ada! Hello, Ada!");
    }

    @Test
    void tells_the_model_what_is_wrong_with_no_greeting_at_all() throws Exception {
        var result = call("{\"name\":\"Ada\",\"times\":0}");
        assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(ToolBench.text(result)).contains("times is 0; it must be 1 to 10");
    }
}
