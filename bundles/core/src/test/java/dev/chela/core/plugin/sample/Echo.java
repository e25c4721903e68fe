package dev.chela.core.plugin.sample;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A tool that answers with what lies in its jar, so that generations can be told apart. */
public class Echo implements Tool<Echo.Text> {
    public record Text(String text) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo(read("name"), "Says its generation", Effect.READS);
    }

    @Override
    public Arguments<Text> arguments() {
        return new Arguments.Typed<>(Text.class);
    }

    @Override
    public ToolResult run(Text args, ToolCall call) {
        call.progress("inside");
        return ToolResult.text(read("answer") + " " + args.text());
    }

    static String read(String what) {
        try (InputStream in = Echo.class.getResourceAsStream("/" + what)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
