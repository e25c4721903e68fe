package dev.chela.core.turn.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.run.ActiveRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for calls that run at the same time. */
final class SideBySide {
    private SideBySide() {}

    /**
     * @return in the order of the calls
     * @throws Fault the first of them, when none of the calls runs any more: nothing may happen after a run's end
     */
    static Map<JsonNode, ToolResult> results(Map<JsonNode, Future<ToolResult>> running) {
        Map<JsonNode, ToolResult> results = new LinkedHashMap<>();
        List<RuntimeException> faults = new ArrayList<>();
        running.forEach((call, future) -> {
            try {
                results.put(call, result(call, future));
            } catch (Fault | CancellationException fault) {
                faults.add(fault);
            }
        });
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
        return results;
    }

    private static ToolResult result(JsonNode call, Future<ToolResult> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fault || e.getCause() instanceof CancellationException) {
                throw (RuntimeException) e.getCause();
            }
            throw new Defect("call " + Messages.id(call) + " of tool " + Messages.name(call) + " escaped its guard", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(ActiveRun.STOPPING);
        }
    }
}
