package dev.chela.core.tool.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.tool.Powers;
import dev.chela.core.tool.ToolForm;
import dev.chela.core.tool.ToolSpec;

/** A tool of one generation of a plugin, with everything derived from it. Nothing here outlives the generation. */
public final class Bound {
    private final Tool<?> tool;
    private final Desk desk;
    private final Powers powers;
    private final long order;
    private final ToolSpec spec;

    /**
     * @param order the service's id: a newer generation has a higher one
     * @throws Permanent when the tool describes itself wrongly
     */
    public Bound(Tool<?> tool, Desk desk, Powers powers, long order) {
        this.tool = tool;
        this.desk = desk;
        this.powers = powers;
        this.order = order;
        ToolInfo info = tool.info();
        if (!info.name().matches("[a-zA-Z0-9_-]{1,64}")) {
            throw new Permanent("tool name '" + info.name() + "' must match [a-zA-Z0-9_-]{1,64}");
        }
        this.spec = new ToolSpec(info.name(), info.description(), ToolForm.schema(tool.arguments()), info.effect(), desk.guest(), powers);
    }

    public ToolSpec spec() {
        return spec;
    }

    public Desk desk() {
        return desk;
    }

    public Tool<?> tool() {
        return tool;
    }

    Guest guest() {
        return desk.guest();
    }

    String name() {
        return spec.name();
    }

    long order() {
        return order;
    }

    public Powers powers() {
        return powers;
    }

    /** @throws Permanent when the arguments are wrong, before anything is done */
    ToolResult run(JsonNode arguments, ToolCall call) throws Exception {
        return ToolForm.run(tool, arguments, call);
    }
}
