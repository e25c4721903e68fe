package dev.chela.gateway.internal.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames that the gateway sends, as UTF-8. */
public final class Frames {
    private Frames() {}

    /**
     * @param payload left out when null
     * @throws IOException when the payload cannot be encoded
     */
    public static byte[] ok(ObjectMapper mapper, String id, @Nullable Object payload) throws IOException {
        return write(mapper, out -> {
            response(out, id, true);
            if (payload != null) {
                out.writeFieldName("payload");
                mapper.writeValue(out, payload);
            }
        });
    }

    /** @param retryAfterMs negative when trying again does not help */
    public static byte[] error(
            ObjectMapper mapper, String id, String code, String message, Map<String, Object> details, long retryAfterMs) {
        try {
            return write(mapper, out -> {
                response(out, id, false);
                out.writeObjectFieldStart("error");
                out.writeStringField("code", code);
                out.writeStringField("message", message.isBlank() ? code : message);
                if (!details.isEmpty()) {
                    out.writeFieldName("details");
                    mapper.writeValue(out, details);
                }
                if (retryAfterMs >= 0) {
                    out.writeBooleanField("retryable", true);
                    out.writeNumberField("retryAfterMs", retryAfterMs);
                }
                out.writeEndObject();
            });
        } catch (IOException e) {
            throw new IllegalStateException("an error's details must be plain values: " + details, e);
        }
    }

    private static void response(JsonGenerator out, String id, boolean ok) throws IOException {
        out.writeStringField("type", "res");
        out.writeStringField("id", id);
        out.writeBooleanField("ok", ok);
    }

    /**
     * An event without its closing brace, so that each connection's number can be put behind it.
     *
     * @param stateVersion left out when empty
     */
    public static byte[] event(ObjectMapper mapper, String name, Object payload, Map<String, Long> stateVersion) throws IOException {
        byte[] whole = write(mapper, out -> {
            out.writeStringField("type", "event");
            out.writeStringField("event", name);
            out.writeFieldName("payload");
            mapper.writeValue(out, payload);
            if (!stateVersion.isEmpty()) {
                out.writeFieldName("stateVersion");
                mapper.writeValue(out, stateVersion);
            }
        });
        return java.util.Arrays.copyOf(whole, whole.length - 1);
    }

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private static byte[] write(ObjectMapper mapper, Body body) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(mapper.getFactory()._getBufferRecycler(), 512);
                JsonGenerator out = mapper.createGenerator(bytes, JsonEncoding.UTF8)) {
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
            out.close();
            return bytes.toByteArray();
        }
    }
}
