package dev.chela.core.annex.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.tool.Effect;
import dev.chela.core.json.Json;

/** What a tool does to the world, as the protocol's annotations say it. */
public final class Effects {
    private Effects() {}

    public static ObjectNode written(Effect effect) {
        return Json.object().put("readOnlyHint", effect == Effect.READS).put("destructiveHint", effect == Effect.ACTS)
                .put("idempotentHint", effect != Effect.ACTS);
    }

    /** What says nothing acts: the protocol's own defaults mean the same. */
    public static Effect read(JsonNode annotations) {
        if (annotations.path("readOnlyHint").asBoolean(false)) {
            return Effect.READS;
        }
        return annotations.path("idempotentHint").asBoolean(false) ? Effect.REPEATABLE : Effect.ACTS;
    }
}
