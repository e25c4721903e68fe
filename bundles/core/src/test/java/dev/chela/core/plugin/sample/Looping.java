package dev.chela.core.plugin.sample;

import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolResult;

/** Throws into its calls. */
public class Looping extends Echo {
    @Override
    public ToolResult run(Text args, ToolCall call) {
        throw new IllegalStateException("round and round");
    }
}
