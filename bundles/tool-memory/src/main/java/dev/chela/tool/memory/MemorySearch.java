package dev.chela.tool.memory;

import dev.chela.api.grant.Memory;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
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

/** Finds passages in the agent's own memory. */
@Capability(namespace = "chela.tool", attribute = "name=memory_search")
@Component
public final class MemorySearch implements Tool<MemorySearch.Request> {
    /** What the model gives. */
    public record Request(
            @Describe("What to look for: a few telling words or a question") String query,
            @Describe("How many passages at most, 1 to 50 (default 6)") Optional<Integer> maxResults,
            @Describe("Leave out passages that score lower, 0 to 1") Optional<Double> minScore,
            @Describe("memory: the notes; sessions: what was said in conversations; all: what the configuration says (default)")
                    Optional<Corpus> corpus) {
        public Request {
            if (maxResults.filter(most -> most < 1 || most > Passages.MOST).isPresent()) {
                throw new IllegalArgumentException("argument 'maxResults' must be from 1 to " + Passages.MOST + ", not " + maxResults.get());
            }
            if (minScore.filter(least -> least < 0 || least > 1).isPresent()) {
                throw new IllegalArgumentException("argument 'minScore' must be from 0 to 1, not " + minScore.get());
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("memory_search", "Search your long-term memory (MEMORY.md, USER.md, memory/*.md). Use it before you answer about"
                + " earlier work, decisions, dates, people, preferences or plans. Gives passages with path and lines; memory_get reads on"
                + " from there.", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        Found found = call.grant(Memory.class).search(new Memory.Query(
                given.query(), given.maxResults().orElse(0), given.minScore().orElse(-1.0), given.corpus().orElse(Corpus.ALL)));
        return Passages.told(found, "memory");
    }
}
