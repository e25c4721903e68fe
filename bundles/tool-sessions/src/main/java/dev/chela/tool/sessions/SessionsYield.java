package dev.chela.tool.sessions;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Subagents;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Ends the turn of whoever waits for its sub-agents. */
@Capability(namespace = "chela.tool", attribute = "name=sessions_yield")
@Component
public final class SessionsYield implements Tool<SessionsYield.Request> {
    /** What the model gives. */
    public record Request(
            @Describe("What you wait for and what is to be done then; you read it when you go on") Optional<String> message,
            @Describe("subagent: for what you have set to work (default); message: for what somebody says") Optional<WaitFor> waitFor) {}

    public enum WaitFor { SUBAGENT, MESSAGE }

    @Override
    public ToolInfo info() {
        return new ToolInfo("sessions_yield", "End your turn now and wait: what your sub-agents report begins your next turn. What you say"
                + " together with this call is your answer until then.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        boolean waits = given.waitFor().orElse(WaitFor.SUBAGENT) == WaitFor.SUBAGENT;
        long running = call.grant(Subagents.class).list().stream().filter(helper -> helper.state() == State.RUNNING).count();
        if (waits && running == 0) {
            throw new Permanent("nothing that you set to work is still under way: go on, or answer");
        }
        String text = "Your turn ends here." + (waits ? " " + running + " at work." : "") + given.message().map(note -> " Note: " + note).orElse("");
        return new ToolResult(List.of(new Content.Text(text)), Outcome.YIELDED, Map.of());
    }
}
