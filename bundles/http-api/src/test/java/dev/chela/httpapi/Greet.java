package dev.chela.httpapi;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;

/** A tool that says hello, under any name. */
public record Greet(String called) implements Tool<Greet.Whom> {
    public record Whom(@Describe("The name") String name) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo(called, "Says hello. Nothing more.", Effect.READS);
    }

    @Override
    public Arguments<Whom> arguments() {
        return new Arguments.Typed<>(Whom.class);
    }

    @Override
    public ToolResult run(Whom whom, ToolCall call) {
        return ToolResult.text("Hello " + whom.name());
    }
}
