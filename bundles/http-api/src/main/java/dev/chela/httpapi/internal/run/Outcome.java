package dev.chela.httpapi.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.json.Json;
import dev.chela.api.event.AgentEvent;
import dev.chela.core.session.Runs;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How a run ended.
 *
 * @param calls what the program is to do now
 * @param limited whether the answer was cut at the model's limit
 */
public record Outcome(Runs.Settled settled, List<Call> calls, boolean limited, Tokens tokens) {
    /** @param id as the program sees it; {@code arguments} are JSON as text */
    public record Call(String id, String name, String arguments) {}

    public record Tokens(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
        static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

        Tokens plus(AgentEvent.Spent spent) {
            return new Tokens(input + spent.inputTokens(), output + spent.outputTokens(), cacheRead + spent.cacheRead(),
                    cacheWrite + spent.cacheWrite(), reasoning + spent.reasoning());
        }
    }

    static List<JsonNode> calls(JsonNode message) {
        return StreamSupport.stream(message.path("content").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("toolCall")).toList();
    }

    static String arguments(JsonNode call) {
        JsonNode arguments = call.path("arguments");
        return arguments.has("__unparsed") ? arguments.path("__unparsed").asText() : Json.write(arguments);
    }
}
