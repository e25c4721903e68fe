package dev.chela.core.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.chela.core.tool.internal.Binder;
import dev.chela.core.tool.internal.Schema;

/** How a tool is spoken to in JSON, in whatever process it runs. Keeps nothing. */
public final class ToolForm {
    private ToolForm() {}

    /**
     * The JSON Schema of what a tool takes.
     *
     * @throws Permanent when the tool describes itself wrongly
     */
    public static ObjectNode schema(Arguments<?> arguments) {
        if (arguments instanceof Arguments.Typed<?> typed) {
            return Schema.of(typed.type());
        }
        if (Json.read(((Arguments.Schema) arguments).json()) instanceof ObjectNode object) {
            return object;
        }
        throw new Permanent("the JSON Schema of its arguments is no object");
    }

    /**
     * Runs one call on this thread.
     *
     * @param given an object
     * @throws Permanent when the arguments are wrong, before anything is done
     * @throws Exception what the tool throws
     */
    public static <A> ToolResult run(Tool<A> tool, JsonNode given, ToolCall call) throws Exception {
        return tool.run(bind(tool.arguments(), given), call);
    }

    /** The two variants of {@link Arguments} fix what A is; the compiler cannot follow that. */
    @SuppressWarnings("unchecked")
    private static <A> A bind(Arguments<A> arguments, JsonNode given) {
        return arguments instanceof Arguments.Typed<?> typed ? (A) Binder.bind(given, typed.type()) : (A) Binder.map(given);
    }
}
