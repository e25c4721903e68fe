package dev.chela.itests.sample;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;

/** A tool that says which generation of its jar it is. */
public final class Teller implements Tool<Teller.Nothing> {
    public record Nothing() {}

    public Teller() {
        Sabotage.activating();
    }

    void leave() {
        Sabotage.deactivating();
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("tell", "Says its generation", Effect.READS);
    }

    @Override
    public Arguments<Nothing> arguments() {
        return new Arguments.Typed<>(Nothing.class);
    }

    @Override
    public ToolResult run(Nothing nothing, ToolCall call) {
        Sabotage.used();
        return ToolResult.text("told by " + Generation.name());
    }
}
