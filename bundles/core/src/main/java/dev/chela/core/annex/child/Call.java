package dev.chela.core.annex.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Denied;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.annex.mcp.Mcp;
import dev.chela.core.json.Json;
import dev.chela.core.task.CancelSource;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** One call. A client that does not say for whom it asks asks for the main conversation. */
final class Call implements ToolCall {
    private final CancelSource cancellation = new CancelSource();
    private final AtomicLong lines = new AtomicLong();
    private final JsonNode id;
    private final JsonNode meta;
    private final Outlet out;
    private final Path directory;

    /** @param directory which stands for the workspace: of agents' own there is none in here */
    Call(JsonNode id, JsonNode meta, Outlet out, Path directory) {
        this.id = id;
        this.meta = meta;
        this.out = out;
        this.directory = directory;
    }

    void cancel(String why) {
        cancellation.cancel(why);
    }

    private String said(String what, String otherwise) {
        return meta.path(Mcp.CALL).path(what).asText(otherwise);
    }

    @Override
    public String id() {
        return said("id", id.asText());
    }

    @Override
    public SessionKey session() {
        return new SessionKey(said("session", "agent:main:main"));
    }

    @Override
    public AgentId agent() {
        return new AgentId(said("agent", "main"));
    }

    @Override
    public Path workspace() {
        return directory;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void progress(String line) {
        JsonNode token = meta.path("progressToken");
        if (token.isMissingNode() || cancellation.cancelled()) {
            return;
        }
        ObjectNode params = Json.object().put("progress", lines.incrementAndGet()).put("message", line);
        params.set("progressToken", token);
        out.send(Mcp.notification(Mcp.PROGRESS, params));
    }

    @Override
    public <G> G grant(Class<G> power) {
        throw new Denied("the power '" + power.getSimpleName() + "' is not granted in the second lane; let the plugin run in the gateway"
                + " (plugins.lane.entries) if you trust it");
    }
}
