package dev.chela.core.annex.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.util.List;

/**
 * Words of the protocol (modelcontextprotocol.io, revision 2025-06-18): JSON-RPC 2.0, one message a line, UTF-8. What MCP has no word
 * for stands under keys of our own in {@code _meta}, which other clients ignore.
 */
public final class Mcp {
    /** Revisions in which what is spoken here is the same, the preferred one first. */
    public static final List<String> REVISIONS = List.of("2025-06-18", "2025-11-25", "2024-11-05");
    public static final String META = "_meta";
    public static final String FAULT = "dev.chela/fault";
    public static final String OUTCOME = "dev.chela/outcome";
    public static final String DETAILS = "dev.chela/details";
    /** Which call of which conversation it is. */
    public static final String CALL = "dev.chela/call";
    /** An experimental capability of a client: it is told when a call that it cancelled has really ended, which the protocol leaves open. */
    public static final String ENDED = "dev.chela/ended";
    public static final String CALL_ENDED = "notifications/dev.chela/ended";
    public static final String CANCELLED = "notifications/cancelled";
    public static final String PROGRESS = "notifications/progress";
    public static final String TOOLS_CHANGED = "notifications/tools/list_changed";

    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int UNKNOWN_METHOD = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    private Mcp() {}

    public static ObjectNode request(long id, String method, ObjectNode params) {
        ObjectNode message = notification(method, params);
        message.put("id", id);
        return message;
    }

    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
        if (!params.isEmpty()) {
            message.set("params", params);
        }
        return message;
    }

    public static ObjectNode result(JsonNode id, ObjectNode result) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    public static ObjectNode error(JsonNode id, int code, String text) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.putObject("error").put("code", code).put("message", text);
        return message;
    }
}
