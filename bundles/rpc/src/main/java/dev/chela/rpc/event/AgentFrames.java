package dev.chela.rpc.event;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.Compaction;
import dev.chela.api.event.AgentEvent.Lifecycle;
import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.event.AgentEvent.Spent;
import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.event.AgentEvent.Thinking;
import dev.chela.api.event.AgentEvent.ToolUse;
import dev.chela.api.event.Run;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.rpc.session.SessionMethods;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code agent} events of one {@link AgentEvent}. Pure. */
final class AgentFrames {
    private static final String TOOL_EVENTS = "tool-events";
    /** Whoever follows the list of sessions, and does not get the same as an {@code agent} event. */
    private static final Audience SESSION_TOOL = Audience.READERS.withTopic(SessionMethods.INDEX).withoutCap(TOOL_EVENTS);

    private AgentFrames() {}

    static List<Push> of(AgentEvent event) {
        if (event instanceof Lifecycle lifecycle) {
            return lifecycle(lifecycle);
        }
        if (event instanceof AgentEvent.AssistantText text) {
            return List.of(delta(text.run(), "assistant", text.text(), text.delta(), "itemId", "answer"));
        }
        if (event instanceof Thinking thinking) {
            return List.of(delta(thinking.run(), "thinking", thinking.text(), thinking.delta()));
        }
        if (event instanceof ToolUse use) {
            Map<String, Object> payload = payload(use.run(), number(use.run()) + 1, "tool", tool(use));
            return List.of(push(use.run(), "item", item(use), Audience.READERS),
                    new Push("agent", payload, Audience.READERS.withCap(TOOL_EVENTS), new Slow.Keep()),
                    new Push("session.tool", payload, SESSION_TOOL, new Slow.Drop()));
        }
        if (event instanceof Compaction compaction) {
            return List.of(push(compaction.run(), "compaction", compaction(compaction.stage()), Audience.READERS));
        }
        if (event instanceof Spent spent) {
            return List.of(push(spent.run(), "usage",
                    data("inputTokens", spent.inputTokens(), "outputTokens", spent.outputTokens()), Audience.READERS));
        }
        return List.of();
    }

    private static List<Push> lifecycle(Lifecycle event) {
        Map<String, Object> data = phase(event);
        return data.isEmpty() ? List.of() : List.of(push(event.run(), "lifecycle", data, Audience.READERS));
    }

    private static Map<String, Object> phase(Lifecycle event) {
        long at = event.run().at().toEpochMilli();
        return switch (event.phase()) {
            case QUEUED -> Map.of();
            case START -> data("phase", "start", "startedAt", at);
            case RESTART -> data("phase", "start", "startedAt", at, "restarted", true);
            case MODEL -> model(event.detail());
            case END -> data("phase", "end", "endedAt", at, "aborted", false, "stopReason", "stop", "executionSettled", true);
            case ERROR -> data("phase", "error", "error", event.detail(), "endedAt", at);
            case ABORTED -> data("phase", "end", "status", "cancelled", "endedAt", at, "aborted", true,
                    "stopReason", event.detail(), "executionSettled", true);
        };
    }

    /** What a run does that has not said anything yet. */
    static Push status(Run run, String phase) {
        return new Push("agent", payload(run, number(run) + 1, "run_status", data("phase", phase)), Audience.READERS, new Slow.Drop());
    }

    private static Map<String, Object> model(String detail) {
        int slash = detail.indexOf('/');
        if (detail.startsWith("retrying") || slash < 0) {
            return data("phase", "model", "retry", detail);
        }
        return data("phase", "model", "provider", detail.substring(0, slash), "model", detail.substring(slash + 1));
    }

    /** What follows a whole compaction is the same question to the model, with less before it. */
    private static Map<String, Object> compaction(Stage stage) {
        return stage == Stage.START ? data("phase", "start")
                : data("phase", "end", "completed", stage == Stage.DONE, "willRetry", stage == Stage.DONE);
    }

    private static Map<String, Object> item(ToolUse use) {
        boolean over = use.stage() == Stage.DONE || use.stage() == Stage.FAILED || use.stage() == Stage.BLOCKED;
        Map<String, Object> data = data("itemId", "tool:" + use.callId(), "toolCallId", use.callId(), "name", use.tool(),
                "kind", "tool", "phase", over ? "end" : use.stage() == Stage.START ? "start" : "update", "title", use.tool(),
                "status", status(use.stage()));
        data.put(over ? "endedAt" : "startedAt", use.run().at().toEpochMilli());
        if (!use.detail().isEmpty()) {
            data.put("progressText", use.detail());
        }
        return data;
    }

    private static String status(Stage stage) {
        return switch (stage) {
            case START, UPDATE -> "running";
            case DONE -> "completed";
            case FAILED -> "failed";
            case BLOCKED -> "blocked";
        };
    }

    private static Map<String, Object> tool(ToolUse use) {
        return switch (use.stage()) {
            case START -> data("phase", "start", "name", use.tool(), "toolCallId", use.callId(), "args", use.args());
            case UPDATE -> data("phase", "update", "name", use.tool(), "toolCallId", use.callId(), "partialResult", use.detail());
            case DONE, FAILED, BLOCKED -> data("phase", "result", "name", use.tool(), "toolCallId", use.callId(),
                    "isError", use.stage() != Stage.DONE,
                    "result", data("content", List.of(data("type", "text", "text", use.result())), "details", Map.of()));
        };
    }

    /** A client that cannot keep up gets the newest, and in it all that came since the one before: the whole answer so far. */
    private static Push delta(Run run, String stream, String text, String delta, Object... more) {
        Map<String, Object> data = data("text", text, "delta", delta);
        data.putAll(data(more));
        return new Push("agent", payload(run, number(run), stream, data), Audience.READERS,
                new Slow.Latest(stream + ":" + run.id(), Optional.of(() -> {
                    Map<String, Object> whole = data("text", text, "delta", text, "replace", true);
                    whole.putAll(data(more));
                    return payload(run, number(run), stream, whole);
                })));
    }

    private static Push push(Run run, String stream, Map<String, Object> data, Audience audience) {
        return new Push("agent", payload(run, number(run), stream, data), audience, new Slow.Keep());
    }

    /** Two numbers for each thing that happens, since a tool's use is told in two frames; strictly growing, from 1. */
    static long number(Run run) {
        return 2 * run.seq() - 1;
    }

    private static Map<String, Object> payload(Run run, long seq, String stream, Map<String, Object> data) {
        Map<String, Object> payload = data("runId", run.id().value(), "stream", stream, "data", data, "seq", seq,
                "ts", run.at().toEpochMilli(), "sessionKey", run.session().value(), "agentId", run.agent().value());
        if (run.id().value().startsWith(Heartbeats.PREFIX)) {
            payload.put("isHeartbeat", true);
        }
        return payload;
    }

    /** Pairs of names and values, in this order. */
    static Map<String, Object> data(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static boolean ends(Phase phase) {
        return phase == Phase.END || phase == Phase.ERROR || phase == Phase.ABORTED;
    }
}
