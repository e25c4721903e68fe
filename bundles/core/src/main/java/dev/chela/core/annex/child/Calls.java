package dev.chela.core.annex.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.tool.Tool;
import dev.chela.core.annex.mcp.Faults;
import dev.chela.core.annex.mcp.Mcp;
import dev.chela.core.annex.mcp.Results;
import dev.chela.core.guest.Boundary;
import dev.chela.core.json.Json;
import dev.chela.core.task.Scope;
import dev.chela.core.tool.ToolForm;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/** The calls that run. One that was cancelled is not answered, as the protocol has it. */
final class Calls implements AutoCloseable {
    private static final int MOST = 64;

    private final Map<JsonNode, Running> running = new ConcurrentHashMap<>();
    private final Scope threads = new Scope("call");
    private final Outlet out;
    private final Path directory;
    private volatile boolean tellEnds;

    Calls(Outlet out, Path directory) {
        this.out = out;
        this.directory = directory;
    }

    private record Running(Call call, Future<?> thread) {
        void cancel(String why) {
            call.cancel(why);
            thread.cancel(true);
        }
    }

    /** @param wanted whether the client wants to know when a cancelled call has ended */
    void tellEnds(boolean wanted) {
        tellEnds = wanted;
    }

    void start(JsonNode id, Tool<?> tool, JsonNode arguments, JsonNode meta) {
        if (running.containsKey(id)) {
            out.send(Mcp.error(id, Mcp.INVALID_REQUEST, "the request " + id + " runs already"));
            return;
        }
        if (running.size() >= MOST) {
            out.send(Mcp.error(id, Mcp.INTERNAL_ERROR, MOST + " calls are running already"));
            return;
        }
        Call call = new Call(id, meta, out, directory);
        // Its end waits for this, so that nothing stays in the map.
        running.computeIfAbsent(id, same -> new Running(call, threads.call("call " + id, () -> run(id, tool, arguments, call))));
    }

    private Void run(JsonNode id, Tool<?> tool, JsonNode arguments, Call call) {
        ObjectNode result = result(tool, arguments, call);
        running.remove(id);
        if (!call.cancellation().cancelled()) {
            out.send(Mcp.result(id, result));
        } else if (tellEnds) {
            ObjectNode params = Json.object();
            params.set("requestId", id);
            out.send(Mcp.notification(Mcp.CALL_ENDED, params));
        }
        return null;
    }

    private static ObjectNode result(Tool<?> tool, JsonNode arguments, Call call) {
        return Boundary.attempt(() -> Results.written(ToolForm.run(tool, arguments, call))).or(failed -> Faults.written(failed.thrown()));
    }

    /** One that has ended meanwhile was answered. */
    void cancel(JsonNode params) {
        Running meant = running.get(params.path("requestId"));
        if (meant != null) {
            meant.cancel(params.path("reason").asText("it was cancelled"));
        }
    }

    @Override
    public void close() {
        running.values().forEach(call -> call.cancel("the gateway goes"));
        threads.close();
    }
}
