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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Lists a directory. */
@Capability(namespace = "chela.tool", attribute = "name=ls")
@Component
public final class Ls implements Tool<Ls.Request> {
    private static final int MOST = 500;

    /** What the model gives. */
    public record Request(
            @Describe("Directory to list; relative to the workspace, which is the default, absolute, or under ~") Optional<String> path,
            @Describe("How many entries to show at most (default 500)") Optional<Integer> limit) {
        public Request {
            limit.ifPresent(count -> {
                if (count < 1) {
                    throw new IllegalArgumentException("argument 'limit' must be at least 1, not " + count);
                }
            });
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("ls", "List a directory, sorted by name, hidden entries too. Directories end with /, symbolic links with @,"
                + " files have their size in bytes.", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws IOException {
        String name = given.path().orElse(".");
        Path directory = call.grant(Files.class).readable(name);
        if (!java.nio.file.Files.isDirectory(directory)) {
            throw new Permanent(java.nio.file.Files.exists(directory) ? "'" + name + "' is a file; use read" : "there is no directory '" + name + "'");
        }
        List<Disk.Item> entries = Disk.of(call).list(directory);
        int most = given.limit().orElse(MOST);
        String text = entries.stream().limit(most).map(Ls::line).collect(Collectors.joining("\n"));
        String rest = entries.size() > most ? "\n[" + (entries.size() - most) + " more entries]" : "";
        return ToolResult.text(entries.isEmpty() ? "(the directory is empty)" : text + rest);
    }

    private static String line(Disk.Item item) {
        String size = item.size() < 0 ? "?" : String.valueOf(item.size());
        return item.directory() ? item.name() + "/" : item.link() ? item.name() + "@" : item.name() + "  " + size;
    }
}
