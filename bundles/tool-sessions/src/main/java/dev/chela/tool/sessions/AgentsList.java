package dev.chela.tool.sessions;

import dev.chela.api.grant.Subagents;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.stream.Collectors;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Which agents may be set to work. */
@Capability(namespace = "chela.tool", attribute = "name=agents_list")
@Component
public final class AgentsList implements Tool<AgentsList.Request> {
    /** Nothing has to be said. */
    public record Request() {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("agents_list", "List the agents that sessions_spawn can set to work (agentId).", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        return ToolResult.text(call.grant(Subagents.class).agents().stream()
                .map(peer -> peer.id() + (peer.name().equals(peer.id()) ? "" : ": " + peer.name()) + (peer.id().equals(call.agent().value()) ? " (you)" : ""))
                .collect(Collectors.joining("\n")));
    }
}
