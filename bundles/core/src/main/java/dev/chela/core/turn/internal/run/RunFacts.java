package dev.chela.core.turn.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.usage.Spend;
import java.util.Optional;
import java.util.function.Consumer;

/** What other systems are told of a run: one fact a commit and thing that became true with it. */
public final class RunFacts {
    private RunFacts() {}

    public static PublicEvent started(ActiveRun run) {
        return of(run.resumed() ? EventType.RUN_RESTARTED : EventType.RUN_STARTED, run,
                data -> data.put("source", run.input().source()).put("startedAt", run.startedAt()));
    }

    /** An answer of the model, and each call in it. */
    public static void answered(Step.Builder step, ActiveRun run, Entry answer) {
        step.fact(of(EventType.ANSWERED, run, data -> data.put("entryId", answer.id()).put("model", run.model().toString())
                .put("text", Messages.textOf(answer.message())).put("stopReason", answer.message().path("stopReason").asText())));
        Messages.calls(answer.message()).forEach(call -> step.fact(of(EventType.TOOL_CALLED, run, data ->
                call(data, call).set("arguments", call.path("arguments")))));
    }

    /** A call that is more than reading begins. */
    public static PublicEvent callStarted(ActiveRun run, JsonNode call) {
        return of(EventType.TOOL_STARTED, run, data -> call(data, call));
    }

    public static PublicEvent returned(ActiveRun run, JsonNode call, boolean failed, String text) {
        return of(EventType.TOOL_RETURNED, run, data -> call(data, call).put("isError", failed).put("text", text));
    }

    private static ObjectNode call(ObjectNode data, JsonNode call) {
        return data.put("toolCallId", Messages.id(call)).put("tool", Messages.name(call));
    }

    public static PublicEvent ended(Settled end, String stopReason) {
        EventType type = end.state() == State.OK ? EventType.RUN_ENDED : end.state() == State.ABORTED ? EventType.RUN_ABORTED
                : EventType.RUN_FAILED;
        return PublicEvent.of(type, end.session(), data -> {
            data.put("runId", end.run().value()).put("stopReason", stopReason).put("startedAt", end.startedAt()).put("endedAt", end.endedAt());
            if (end.state() == State.ERROR) {
                data.put("error", end.error()).put("errorKind", end.kind());
            }
        });
    }

    static PublicEvent spent(SessionKey session, Optional<RunId> run, String model, Spend spend) {
        return PublicEvent.of(EventType.SPENT, session, data -> {
            run.ifPresent(id -> data.put("runId", id.value()));
            data.put("model", model).put("inputTokens", spend.tokens().input()).put("outputTokens", spend.tokens().output())
                    .put("cost", spend.cost());
        });
    }

    private static PublicEvent of(EventType type, ActiveRun run, Consumer<ObjectNode> data) {
        return PublicEvent.of(type, run.session(), node -> data.accept(node.put("runId", run.id().value())));
    }
}
