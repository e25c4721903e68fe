package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events onto one response. A write waits for a slow reader, and fails when the reader has gone. */
record EventStream(OutputStream out) {
    void data(JsonNode data) throws IOException {
        write("data: " + Json.write(data) + "\n\n");
    }

    void event(String name, JsonNode data) throws IOException {
        write("event: " + name + "\ndata: " + Json.write(data) + "\n\n");
    }

    /** A line that clients pass over: it keeps proxies patient, and finds out whether anybody is there. */
    void alive() throws IOException {
        write(": alive\n\n");
    }

    void done() throws IOException {
        write("data: [DONE]\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
