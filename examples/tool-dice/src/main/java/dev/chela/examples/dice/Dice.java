package dev.chela.examples.dice;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The tool {@code dice}. The capability goes into the manifest, where installation reads it before anything is started. */
@Component
@Capability(namespace = "chela.tool", attribute = "name=dice")
@Header(name = "Chela-Grants", value = "none")
public final class Dice implements Tool<Dice.Roll> {
    private static final int MOST_SIDES = 1000;
    private static final int MOST_DICE = 100;

    private final RandomGenerator random;

    @Activate
    public Dice() {
        this(RandomGenerator.getDefault());
    }

    Dice(RandomGenerator random) {
        this.random = random;
    }

    /** What the model fills in. The JSON Schema is made of this record; what is {@code Optional} may be left out. */
    public record Roll(
            @Describe("How many sides a die has, 2 to 1000; 6 when absent") Optional<Integer> sides,
            @Describe("How many dice to roll, 1 to 100; 1 when absent") Optional<Integer> count) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("dice", "Rolls dice and tells each result and their sum", Effect.READS);
    }

    @Override
    public Arguments<Roll> arguments() {
        return new Arguments.Typed<>(Roll.class);
    }

    @Override
    public ToolResult run(Roll roll, ToolCall call) {
        int sides = within("sides", roll.sides().orElse(6), 2, MOST_SIDES);
        int count = within("count", roll.count().orElse(1), 1, MOST_DICE);
        List<Integer> rolled = random.ints(count, 1, sides + 1).boxed().toList();
        int sum = rolled.stream().mapToInt(Integer::intValue).sum();
        return ToolResult.text(count + "d" + sides + ": " + rolled.stream().map(String::valueOf).collect(Collectors.joining(" + "))
                + (count == 1 ? "" : " = " + sum));
    }

    /** The message goes back to the model, which can do better next time. */
    private static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Permanent(what + " is " + value + "; it must be " + least + " to " + most);
        }
        return value;
    }
}
