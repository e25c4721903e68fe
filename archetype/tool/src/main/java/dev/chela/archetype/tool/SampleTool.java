package dev.chela.archetype.tool;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The tool {@code sample}. The capability goes into the manifest, and that it wants to reach nothing; installation reads them there before
 * anything is started.
 */
@Component
@Capability(namespace = "chela.tool", attribute = "name=sample")
@Header(name = "Chela-Grants", value = "none")
public final class SampleTool implements Tool<SampleTool.Wish> {
    @Activate
    public SampleTool() {}

    /** What the model fills in. The JSON Schema is made of this record; what is {@code Optional} may be left out. */
    public record Wish(@Describe("Who is greeted") String name, @Describe("How often, 1 to 10; once when absent") Optional<Integer> times) {}

    /** The description is what the model chooses by. A tool that changes something says {@code Effect.ACTS} and is never repeated. */
    @Override
    public ToolInfo info() {
        return new ToolInfo("sample", "Greets somebody by name", Effect.READS);
    }

    @Override
    public Arguments<Wish> arguments() {
        return new Arguments.Typed<>(Wish.class);
    }

    /** The message of a fault goes back to the model, which can do better next time. */
    @Override
    public ToolResult run(Wish wish, ToolCall call) {
        int times = wish.times().orElse(1);
        if (times < 1 || times > 10) {
            throw new Permanent("times is " + times + "; it must be 1 to 10");
        }
        return ToolResult.text(("Hello, " + wish.name() + "! ").repeat(times).strip());
    }
}
