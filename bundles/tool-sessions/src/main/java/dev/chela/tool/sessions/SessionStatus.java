package dev.chela.tool.sessions;

import dev.chela.api.grant.Conversations;
import dev.chela.api.grant.Conversations.Status;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** A conversation at a glance. */
@Capability(namespace = "chela.tool", attribute = "name=session_status")
@Component
public final class SessionStatus implements Tool<SessionStatus.Request> {
    /** What the model gives. */
    public record Request(@Describe("The conversation's key or label; your own when absent") Optional<String> sessionKey) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("session_status", "Show a conversation at a glance: its model, what it used and what that cost, and what time it is now.",
                Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        Status status = call.grant(Conversations.class).status(given.sessionKey().orElse(""));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("session", status.glance().key());
        if (!status.glance().label().isEmpty()) {
            told.put("label", status.glance().label());
        }
        if (!status.glance().model().isEmpty()) {
            told.put("model", status.glance().model());
        }
        told.put("at work", status.glance().atWork() ? "yes" : "no");
        told.put("tokens", status.inputTokens() + " in, " + status.outputTokens() + " out");
        told.put("cost", "$" + status.cost());
        told.put("last prompt", status.contextTokens() + " tokens");
        told.put("entries", status.entries());
        told.put("time", ZonedDateTime.now().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        return Told.result(told);
    }
}
