package dev.chela.core.annex.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.annex.mcp.Effects;
import dev.chela.core.annex.mcp.Faults;
import dev.chela.core.annex.mcp.Faults.RemoteFailure;
import dev.chela.core.annex.mcp.Mcp;
import dev.chela.core.annex.mcp.Results;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool of another process. What it says and throws is what it would say and throw in this one. */
final class RemoteTool implements Tool<Map<String, Object>> {
    private final ToolInfo info;
    private final String schema;
    private final Keeper keeper;

    private RemoteTool(ToolInfo info, String schema, Keeper keeper) {
        this.info = info;
        this.schema = schema;
        this.keeper = keeper;
    }

    /** @param told the protocol's list of tools */
    static List<Tool<?>> all(JsonNode told, Keeper keeper) {
        List<Tool<?>> tools = new ArrayList<>();
        told.forEach(tool -> {
            Effect effect = Effects.read(tool.path("annotations"));
            tools.add(new RemoteTool(new ToolInfo(tool.path("name").asText(), tool.path("description").asText(), effect),
                    Json.write(tool.path("inputSchema")), keeper));
        });
        return List.copyOf(tools);
    }

    @Override
    public ToolInfo info() {
        return info;
    }

    @Override
    public Arguments<Map<String, Object>> arguments() {
        return new Arguments.Schema(schema);
    }

    @Override
    public ToolResult run(Map<String, Object> args, ToolCall call) throws Exception {
        JsonNode result = answer(args, call);
        Optional<Exception> thrown = Faults.thrown(result);
        if (thrown.isPresent()) {
            throw thrown.get();
        }
        return Results.read(result);
    }

    /** One whose process ends in it is called once more if it may be: it may have met a process that was gone already. */
    private JsonNode answer(Map<String, Object> args, ToolCall call) throws Exception {
        Child child = keeper.child();
        try {
            return child.call(id -> params(id, args, call), call::progress);
        } catch (RemoteFailure ended) {
            if (info.effect() == Effect.ACTS) {
                throw ended;
            }
            return keeper.child().call(id -> params(id, args, call), call::progress);
        }
    }

    private ObjectNode params(long id, Map<String, Object> args, ToolCall call) {
        ObjectNode params = Json.object().put("name", info.name());
        params.set("arguments", Json.tree(args));
        ObjectNode meta = params.putObject(Mcp.META).put("progressToken", id);
        meta.putObject(Mcp.CALL).put("id", call.id()).put("session", call.session().value()).put("agent", call.agent().value());
        return params;
    }
}
