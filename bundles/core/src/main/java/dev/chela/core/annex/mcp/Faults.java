package dev.chela.core.annex.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a tool threw, there and back: the gateway tells apart what is a mistake of the plugin and what is not, wherever it runs. */
public final class Faults {
    private static final int LINES = 12;

    private Faults() {}

    /** An error that any client understands, with the kind of fault under our own key. */
    public static ObjectNode written(Throwable thrown) {
        ObjectNode result = Results.written(ToolResult.error(words(thrown)));
        ObjectNode fault = ((ObjectNode) result.get(Mcp.META)).putObject(Mcp.FAULT).put("kind", kind(thrown)).put("type", thrown.getClass().getName());
        if (thrown instanceof Transient later) {
            fault.put("afterMs", later.after().toMillis());
        }
        ArrayNode stack = fault.putArray("stack");
        Stream.of(thrown.getStackTrace()).limit(LINES).forEach(line -> stack.addObject().put("type", line.getClassName())
                .put("method", line.getMethodName()).put("file", line.getFileName()).put("line", line.getLineNumber()));
        return result;
    }

    /** As a caller in the same process would say it. */
    private static String words(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    private static String kind(Throwable thrown) {
        if (thrown instanceof Permanent) {
            return "permanent";
        }
        if (thrown instanceof Transient) {
            return "transient";
        }
        return thrown instanceof Denied ? "denied" : thrown instanceof Defect ? "defect" : "failure";
    }

    /** What a result says that the tool threw; empty when it threw nothing. */
    public static Optional<Exception> thrown(JsonNode result) {
        JsonNode fault = result.path(Mcp.META).path(Mcp.FAULT);
        return fault.isMissingNode() ? Optional.empty() : Optional.of(read(fault, result.at("/content/0/text").asText()));
    }

    private static Exception read(JsonNode fault, String words) {
        return switch (fault.path("kind").asText()) {
            case "permanent" -> new Permanent(words);
            case "transient" -> new Transient(words, Duration.ofMillis(Math.max(0, fault.path("afterMs").asLong())));
            case "denied" -> new Denied(words);
            case "defect" -> with(stack(fault), new Defect(words));
            default -> with(stack(fault), new RemoteFailure(fault.path("type").asText(), words));
        };
    }

    private static <T extends Exception> T with(StackTraceElement[] stack, T fault) {
        fault.setStackTrace(stack);
        return fault;
    }

    private static StackTraceElement[] stack(JsonNode fault) {
        return StreamSupport.stream(fault.path("stack").spliterator(), false).limit(LINES)
                .map(line -> new StackTraceElement(line.path("type").asText(), line.path("method").asText(), Json.plain(line.path("file")) instanceof String file ? file : null,
                        line.path("line").asInt(-1)))
                .toArray(StackTraceElement[]::new);
    }

    /** An exception of another process: its type may be one that is not known here. */
    public static final class RemoteFailure extends Exception {
        private final String type;

        public RemoteFailure(String type, String message) {
            super(message);
            this.type = type;
        }

        @Override
        public String toString() {
            return type + ": " + getMessage();
        }
    }
}
