package dev.chela.tool.memory;

import dev.chela.api.grant.Memory;
import dev.chela.api.grant.Memory.Corpus;
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

/** Finds what was said in the agent's own conversations, also what the model no longer sees of the present one. */
@Capability(namespace = "chela.tool", attribute = "name=sessions_search")
@Component
public final class SessionsSearch implements Tool<SessionsSearch.Request> {
    /** What the model gives. */
    public record Request(
            @Describe("What to look for: a few telling words or a question") String query,
            @Describe("How many passages at most, 1 to 50 (default 6)") Optional<Integer> limit) {
        public Request {
            if (limit.filter(most -> most < 1 || most > Passages.MOST).isPresent()) {
                throw new IllegalArgumentException("argument 'limit' must be from 1 to " + Passages.MOST + ", not " + limit.get());
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("sessions_search", "Search what was said, word for word: this conversation, also the older part that you only have a"
                + " summary of, and your earlier ones. Use it for what somebody said that memory_search does not find. memory_get reads on"
                + " from a hit.", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        return Passages.told(call.grant(Memory.class).search(new Memory.Query(given.query(), given.limit().orElse(0), -1, Corpus.SESSIONS)),
                "your conversations");
    }
}
