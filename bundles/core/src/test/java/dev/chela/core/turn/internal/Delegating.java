package dev.chela.core.turn.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Fault;
import dev.chela.api.grant.Conversations;
import dev.chela.api.grant.Subagents;
import dev.chela.api.grant.Subagents.Task;
import dev.chela.api.grant.Subagents.Walls;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.chela.core.turn.internal.run.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What the tools of conversations that set each other to work do, without their bundle. */
record Delegating(House house) {
    static final List<String> TOOLS = List.of("sessions_spawn", "sessions_yield", "sessions_send", "subagents");

    ToolResult run(Toolbox.Use use) {
        ToolCall call = new UsedCall(use);
        JsonNode given = Json.read(use.arguments());
        try {
            return switch (use.tool()) {
                case "sessions_spawn" -> ToolResult.text(house.delegation.grant(call).start(task(given)).helper().session());
                case "sessions_yield" -> new ToolResult(List.of(), Outcome.YIELDED, Map.of());
                case "sessions_send" -> ToolResult.text(sent(given, house.talks.grant(call)));
                default -> ToolResult.text(told(given, house.delegation.grant(call)));
            };
        } catch (Fault refused) {
            return ToolResult.error(refused.getMessage());
        } catch (InterruptedException stopped) {
            throw new CancellationException("interrupted");
        }
    }

    private static Task task(JsonNode given) {
        Optional<Duration> timeout = Optional.of(given.path("hours").asLong(0)).filter(hours -> hours > 0).map(Duration::ofHours);
        return new Task(given.path("task").asText(), "", given.path("task").asText(), "", given.path("model").asText(""), "", timeout,
                given.path("fork").asBoolean(false), given.path("kept").asBoolean(true), true, given.path("cwd").asText(""),
                given.path("walls").asBoolean(false) ? Walls.REQUIRED : Walls.AS_CONFIGURED);
    }

    private static String sent(JsonNode given, Conversations others) throws InterruptedException {
        return others.send(given.path("to").asText(), given.path("text").asText(), Duration.ofSeconds(given.path("seconds").asLong(0))).toString();
    }

    private static String told(JsonNode given, Subagents helpers) {
        return given.path("cancel").isMissingNode() ? helpers.list().toString() : helpers.cancel(List.of(given.path("cancel").asText())).toString();
    }
}
