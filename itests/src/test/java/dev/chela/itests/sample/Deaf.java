package dev.chela.itests.sample;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;

/** A tool that never ends, whoever asks it to. */
public final class Deaf implements Tool<Deaf.Nothing> {
    public record Nothing() {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("deaf", "Never ends", Effect.ACTS);
    }

    @Override
    public Arguments<Nothing> arguments() {
        return new Arguments.Typed<>(Nothing.class);
    }

    @Override
    public ToolResult run(Nothing nothing, ToolCall call) {
        throw Sabotage.hang();
    }

    void leave() {
        Sabotage.deactivating();
    }
}
