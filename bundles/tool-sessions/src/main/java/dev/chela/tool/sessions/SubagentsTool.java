package dev.chela.tool.sessions;

import dev.chela.api.grant.Subagents;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Looks after sub-agents: which there are, ending some, waiting a little for some. */
@Capability(namespace = "chela.tool", attribute = "name=subagents")
@Component
public final class SubagentsTool implements Tool<SubagentsTool.Request> {
    private static final int MOST = 32;
    private static final int LONGEST_SECONDS = 60;
    private static final int USUAL_SECONDS = 30;

    /** What the model gives. */
    public record Request(
            @Describe("list: those of this conversation (default); cancel: end some; wait: until some have ended") Optional<Action> action,
            @Describe("Which, by taskId, name or label, 32 at most; to wait, none means all that are at work") Optional<List<String>> taskIds,
            @Describe("How long to wait, 0 to 60 seconds (default 30)") Optional<Integer> timeoutSeconds) {
        public Request {
            if (taskIds.filter(ids -> ids.size() > MOST).isPresent()) {
                throw new IllegalArgumentException("argument 'taskIds' takes " + MOST + " at most, not " + taskIds.get().size());
            }
            if (timeoutSeconds.filter(seconds -> seconds < 0 || seconds > LONGEST_SECONDS).isPresent()) {
                throw new IllegalArgumentException("argument 'timeoutSeconds' must be from 0 to " + LONGEST_SECONDS + ", not " + timeoutSeconds.get());
            }
            if (action.filter(Action.CANCEL::equals).isPresent() && taskIds.filter(ids -> !ids.isEmpty()).isEmpty()) {
                throw new IllegalArgumentException("argument 'taskIds' must say which are to be ended");
            }
        }
    }

    public enum Action { LIST, CANCEL, WAIT }

    @Override
    public ToolInfo info() {
        return new ToolInfo("subagents", "List the sub-agents of this conversation, cancel some, or wait up to a minute for some. They report"
                + " by themselves: do not look after them in a loop.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws InterruptedException {
        Subagents helpers = call.grant(Subagents.class);
        List<String> ids = given.taskIds().orElse(List.of());
        return Told.helpers(switch (given.action().orElse(Action.LIST)) {
            case LIST -> helpers.list();
            case CANCEL -> helpers.cancel(ids);
            case WAIT -> helpers.await(ids, Duration.ofSeconds(given.timeoutSeconds().orElse(USUAL_SECONDS)));
        });
    }
}
