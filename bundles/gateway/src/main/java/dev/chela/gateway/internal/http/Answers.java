package dev.chela.gateway.internal.http;

import dev.chela.api.http.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the host itself answers. */
final class Answers {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

    private Answers() {}

    static void head(Response response, int status, Map<String, String> headers) {
        response.setStatus(status);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        headers.forEach(response.getHeaders()::put);
    }

    /** @param message plain words without quotes: ours, never a client's */
    static void error(
            Request request, Response response, Callback callback, int status, String message, String type, Map<String, String> more) {
        byte[] body = json(message, type);
        head(response, status, JSON);
        more.forEach(response.getHeaders()::put);
        response.getHeaders().put("Content-Length", body.length);
        response.write(true, request.getMethod().equals("HEAD") ? null : ByteBuffer.wrap(body), callback);
    }

    static Reply gone() {
        return new Reply.Full(503, Map.of("Content-Type", "application/json", "Retry-After", "1"),
                json("This endpoint is being replaced", "unavailable"));
    }

    private static byte[] json(String message, String type) {
        return ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\"}}").getBytes(StandardCharsets.UTF_8);
    }
}
