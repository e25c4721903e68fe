package dev.chela.httpapi.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.http.Reply;
import dev.chela.core.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request gets no answer, in the shape that OpenAI's clients read. */
public final class ApiRefusal extends RuntimeException {
    private final int status;
    private final String type;
    private final String param;
    private final String code;
    private final Duration after;

    /**
     * @param param the field at fault; empty for none
     * @param code a word for programs; empty for none
     * @param after when to try again; zero for never
     */
    public ApiRefusal(int status, String message, String type, String param, String code, Duration after) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.after = after;
    }

    public ApiRefusal(int status, String message, String type) {
        this(status, message, type, "", "", Duration.ZERO);
    }

    /** @param param the field at fault, with its place: {@code messages[2].role} */
    public static ApiRefusal invalid(String param, String message) {
        return new ApiRefusal(400, "Invalid `" + param + "`: " + message, "invalid_request_error", param, "", Duration.ZERO);
    }

    public ObjectNode body() {
        ObjectNode error = Json.object().put("message", getMessage()).put("type", type);
        error.put("param", param.isEmpty() ? null : param);
        error.put("code", code.isEmpty() ? null : code);
        return (ObjectNode) Json.object().set("error", error);
    }

    public Reply reply() {
        Reply.Full plain = Replies.json(status, body());
        if (after.isZero()) {
            return plain;
        }
        Map<String, String> headers = new LinkedHashMap<>(plain.headers());
        headers.put("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
        return new Reply.Full(status, headers, plain.body());
    }
}
