package dev.chela.tool.sessions;

import dev.chela.api.grant.Subagents;
import dev.chela.api.grant.Subagents.Helper;
import dev.chela.api.grant.Subagents.Started;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Sets a sub-agent to work. Repeatable: the same call starts one, however often it is run. */
@Capability(namespace = "chela.tool", attribute = "name=sessions_spawn")
@Component
public final class SessionsSpawn implements Tool<SessionsSpawn.Request> {
    private static final String NAME = "[a-z][a-z0-9_-]{0,63}";

    /** What the model gives. */
    public record Request(
            @Describe("What it is to do: everything it has to know, since it sees nothing of this conversation") String task,
            @Describe("A short name in lower case, to speak of it later: letters, digits, - and _") Optional<String> taskName,
            @Describe("A few words for people") Optional<String> label,
            @Describe("Another agent that is to do it; agents_list shows which there are") Optional<String> agentId,
            @Describe("A model, provider/name, when it is not to be yours") Optional<String> model,
            @Describe("How hard its model is to think") Optional<String> thinking,
            @Describe("Seconds after which it is stopped; 0 for never") Optional<Integer> runTimeoutSeconds,
            @Describe("isolated: it begins empty (default); fork: it knows what was said here before this turn") Optional<Context> context,
            @Describe("Whether its conversation stays when it has ended: keep (default) or delete") Optional<Cleanup> cleanup,
            @Describe("Whether you are told of its end (default true)") Optional<Boolean> expectsCompletionMessage,
            @Describe("The directory in which its tools start, one that you can reach; its agent's workspace by default") Optional<String> cwd,
            @Describe("inherit: as it is configured (default); require: not outside of a sandbox") Optional<Sandbox> sandbox,
            @Describe("run: it ends with its task (default)") Optional<Mode> mode,
            @Describe("Whether it gets a thread of the chat to itself; no channel can do that yet") Optional<Boolean> thread) {
        public Request {
            if (task.isBlank()) {
                throw new IllegalArgumentException("argument 'task' must say what is to be done");
            }
            if (taskName.filter(name -> !name.matches(NAME)).isPresent()) {
                throw new IllegalArgumentException("argument 'taskName' must match " + NAME + ", not '" + taskName.get() + "'");
            }
            if (runTimeoutSeconds.filter(seconds -> seconds < 0).isPresent()) {
                throw new IllegalArgumentException("argument 'runTimeoutSeconds' must be 0 or more, not " + runTimeoutSeconds.get());
            }
            if (thread.orElse(false)) {
                throw new IllegalArgumentException("argument 'thread': no channel here can give a sub-agent a thread of its own; leave it out, and"
                        + " tell your person here what it reports");
            }
            if (mode.orElse(Mode.RUN) == Mode.SESSION) {
                throw new IllegalArgumentException("argument 'mode': \"session\" is for a sub-agent with a thread of its own, which no channel here can"
                        + " give; leave it out: its conversation stays, and sessions_send goes on with it");
            }
        }
    }

    public enum Context { ISOLATED, FORK }

    public enum Cleanup { KEEP, DELETE }

    public enum Sandbox { INHERIT, REQUIRE }

    public enum Mode { RUN, SESSION }

    @Override
    public ToolInfo info() {
        return new ToolInfo("sessions_spawn", "Set a sub-agent to work in the background, in a conversation of its own. Returns at once; its"
                + " result is said to you when it ends, so start all that can run side by side, then end your turn with sessions_yield."
                + " Use it for work that takes long or that you can divide.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        Started started = call.grant(Subagents.class).start(new Subagents.Task(given.task(), given.taskName().orElse(""), given.label().orElse(""),
                given.agentId().orElse(""), given.model().orElse(""), given.thinking().orElse(""),
                given.runTimeoutSeconds().map(Duration::ofSeconds), given.context().orElse(Context.ISOLATED) == Context.FORK,
                given.cleanup().orElse(Cleanup.KEEP) == Cleanup.KEEP, given.expectsCompletionMessage().orElse(true), given.cwd().orElse(""),
                given.sandbox().orElse(Sandbox.INHERIT) == Sandbox.REQUIRE ? Subagents.Walls.REQUIRED : Subagents.Walls.AS_CONFIGURED));
        Helper helper = started.helper();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", "accepted");
        told.put("taskId", helper.id());
        told.put("runId", helper.run());
        told.put("childSessionKey", helper.session());
        if (!helper.model().isEmpty()) {
            told.put("resolvedModel", helper.model());
        }
        if (!started.notes().isEmpty()) {
            told.put("notes", started.notes());
        }
        return Told.result(told);
    }
}
