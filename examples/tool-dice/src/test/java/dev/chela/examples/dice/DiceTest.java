package dev.chela.examples.dice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiceTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new Dice(new Random(7));
    }

    @Override
    protected String example() {
        return "{\"sides\":20,\"count\":2}";
    }

    @Test
    void rolls_as_many_dice_as_asked_and_adds_them_up() throws Exception {
        assertThat(textOf("{\"sides\":4,\"count\":3}")).matches("3d4: [1-4] \\+ [1-4] \\+ [1-4] = ([3-9]|1[0-2])");
    }

    @Test
    void rolls_one_with_six_sides_unless_told_otherwise() throws Exception {
        assertThat(textOf("{}")).matches("1d6: [1-6]");
    }

    @Test
    void tells_the_model_what_is_wrong_with_a_die_of_one_side() throws Exception {
        var result = call("{\"sides\":1}");
        assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(ToolBench.text(result)).contains("sides is 1; it must be 2 to 1000");
    }
}
