package dev.chela.core.turn.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.event.Run;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.hook.CallHooks;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import java.util.Optional;

/** A run's calls as the hooks leave them. The transcript keeps each call as the model wrote it. */
final class ShownCalls {
    private final Rooms rooms;
    private final ActiveRun run;
    private final CallHooks hooks;

    ShownCalls(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
        this.hooks = new CallHooks(rooms.hooks(), run::traced);
    }

    /** @param refusal why it may not be made; empty when it may */
    record Judged(JsonNode call, Optional<String> refusal) {}

    Judged calling(JsonNode call) {
        if (!hooks.looked()) {
            return new Judged(call, Optional.empty());
        }
        String args = Messages.argumentsText(call);
        CallHooks.Judged judged = hooks.calling(shown(call));
        return new Judged(judged.args().equals(args) ? call : with(call, judged.args()), judged.refusal());
    }

    private static JsonNode with(JsonNode call, String args) {
        ObjectNode other = call.deepCopy();
        return other.set("arguments", Messages.read(args));
    }

    ToolResult called(JsonNode call, ToolResult result) {
        return hooks.looked() ? hooks.called(shown(call), result) : result;
    }

    private CallHooks.Call shown(JsonNode call) {
        Run now = new Run(run.id(), 0, run.session(), run.session().agent(), rooms.clock().now());
        return new CallHooks.Call(now, Messages.id(call), Messages.name(call), Messages.argumentsText(call), run.token());
    }
}
