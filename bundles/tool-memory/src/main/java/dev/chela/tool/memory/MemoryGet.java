package dev.chela.tool.memory;

import dev.chela.api.grant.Memory;
import dev.chela.api.grant.Memory.Passage;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Reads lines of one of the agent's own memory files. */
@Capability(namespace = "chela.tool", attribute = "name=memory_get")
@Component
public final class MemoryGet implements Tool<MemoryGet.Request> {
    /** What the model gives. */
    public record Request(
            @Describe("The file or conversation, as a search gives it: MEMORY.md, memory/2026-01-31.md, agent:main:main") String path,
            @Describe("First line or entry, from 1 (default 1)") Optional<Integer> from,
            @Describe("How many lines at most (default 120)") Optional<Integer> lines) {
        public Request {
            if (from.filter(first -> first < 1).isPresent()) {
                throw new IllegalArgumentException("argument 'from' must be 1 or more, not " + from.get());
            }
            if (lines.filter(count -> count < 1).isPresent()) {
                throw new IllegalArgumentException("argument 'lines' must be 1 or more, not " + lines.get());
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("memory_get", "Read on from a hit of memory_search or sessions_search: lines of a memory file, entries of a conversation.", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        Passage read = call.grant(Memory.class).read(given.path(), given.from().orElse(1), given.lines().orElse(0));
        if (read.total() == 0) {
            return ToolResult.text(read.path() + " is empty.");
        }
        String rest = read.last() < read.total() ? "\n(" + read.path() + " goes on to line " + read.total() + ")" : "";
        return ToolResult.text(read.path() + "#L" + read.from() + "-L" + read.last() + "\n" + read.text() + rest);
    }
}
