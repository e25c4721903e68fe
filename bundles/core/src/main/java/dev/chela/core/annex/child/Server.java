package dev.chela.core.annex.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.core.annex.mcp.Effects;
import dev.chela.core.annex.mcp.Lines;
import dev.chela.core.annex.mcp.Mcp;
import dev.chela.core.guest.Boundary;
import dev.chela.core.json.Json;
import dev.chela.core.tool.ToolForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** An MCP server that has tools and nothing else. One thread reads; each call has one of its own. */
final class Server {
    /** The JVM's own, which writes to the standard error: there is nothing else to log with here. */
    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Lodging lodging;
    private final Outlet out;
    private final Calls calls;

    Server(Lodging lodging, Outlet out, Path directory) {
        this.lodging = lodging;
        this.out = out;
        this.calls = new Calls(out, directory);
    }

    /** Returns at the end of the input. */
    void serve(InputStream in) throws IOException {
        Lines lines = new Lines(in, LONGEST);
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                take(line);
            }
        } finally {
            calls.close();
        }
    }

    private void take(String line) {
        JsonNode message;
        try {
            message = Json.read(line);
        } catch (Permanent malformed) {
            out.send(Mcp.error(NullNode.getInstance(), Mcp.PARSE_ERROR, String.valueOf(malformed.getMessage())));
            return;
        }
        JsonNode id = message.path("id");
        String method = message.path("method").asText("");
        boolean request = id.isTextual() || id.isNumber();
        if (method.isEmpty() || !message.path("jsonrpc").asText().equals("2.0") || !request && !id.isMissingNode()) {
            out.send(Mcp.error(request ? id : NullNode.getInstance(), Mcp.INVALID_REQUEST, "this is no JSON-RPC 2.0 request"));
        } else if (request) {
            answer(id, method, message.path("params"));
        } else if (method.equals(Mcp.CANCELLED)) {
            calls.cancel(message.path("params"));
        } else if (method.equals("notifications/initialized")) {
            lodging.onChange(() -> out.send(Mcp.notification(Mcp.TOOLS_CHANGED, Json.object())));
        }
    }

    /** What lists tools asks the plugin's own code, which may throw anything. */
    private void answer(JsonNode id, String method, JsonNode params) {
        Boundary.attempt(() -> {
            switch (method) {
                case "initialize" -> initialize(id, params);
                case "ping" -> out.send(Mcp.result(id, Json.object()));
                case "tools/list" -> out.send(Mcp.result(id, tools()));
                case "tools/call" -> call(id, params);
                default -> out.send(Mcp.error(id, Mcp.UNKNOWN_METHOD, "there is no method " + method));
            }
            return id;
        }).ifFailed(failed -> {
            LOG.log(System.Logger.Level.WARNING, method + " failed", failed.thrown());
            out.send(Mcp.error(id, Mcp.INTERNAL_ERROR, failed.thrown().toString()));
        });
    }

    private void initialize(JsonNode id, JsonNode params) {
        if (!lodging.trouble().isEmpty()) {
            out.send(Mcp.error(id, Mcp.INTERNAL_ERROR, lodging.trouble()));
            return;
        }
        calls.tellEnds(params.path("capabilities").path("experimental").has(Mcp.ENDED));
        String wanted = params.path("protocolVersion").asText();
        ObjectNode result = Json.object().put("protocolVersion", Mcp.REVISIONS.contains(wanted) ? wanted : Mcp.REVISIONS.get(0));
        result.putObject("capabilities").putObject("tools").put("listChanged", true);
        result.putObject("serverInfo").put("name", lodging.name()).put("version", lodging.version());
        out.send(Mcp.result(id, result));
    }

    private ObjectNode tools() {
        ObjectNode result = Json.object();
        ArrayNode tools = result.putArray("tools");
        lodging.tools().values().forEach(tool -> tools.add(written(tool)));
        return result;
    }

    private static ObjectNode written(Tool<?> tool) {
        ObjectNode written = Json.object().put("name", tool.info().name()).put("description", tool.info().description());
        ObjectNode schema = ToolForm.schema(tool.arguments());
        written.set("inputSchema", schema.has("type") ? schema : schema.put("type", "object"));
        written.set("annotations", Effects.written(tool.info().effect()));
        return written;
    }

    private void call(JsonNode id, JsonNode params) {
        String name = params.path("name").asText();
        Tool<?> tool = lodging.tools().get(name);
        JsonNode arguments = params.has("arguments") ? params.get("arguments") : Json.object();
        if (tool == null || !arguments.isObject()) {
            out.send(Mcp.error(id, Mcp.INVALID_PARAMS, tool == null ? "there is no tool " + name : "the arguments of " + name + " are no object"));
        } else {
            calls.start(id, tool, arguments, params.path(Mcp.META));
        }
    }
}
