package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Files;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Writes a whole file. Repeatable: the same content written again under the same call leaves the same file. */
@Capability(namespace = "chela.tool", attribute = "name=write")
@Component
public final class Write implements Tool<Write.Request> {
    /** What the model gives. */
    public record Request(
            @Describe("File to write; relative to the workspace, absolute, or under ~") String path,
            @Describe("The whole new content") String content) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("write", "Write a file, replacing what it held. Missing directories are made.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws IOException {
        Path file = call.grant(Files.class).resolve(given.path());
        if (java.nio.file.Files.isDirectory(file)) {
            throw new Permanent("'" + given.path() + "' is a directory");
        }
        call.cancellation().check();
        Disk.of(call).replace(file, given.content());
        return ToolResult.text("wrote " + given.content().getBytes(StandardCharsets.UTF_8).length + " bytes to " + given.path());
    }
}
