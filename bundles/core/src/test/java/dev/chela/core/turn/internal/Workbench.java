package dev.chela.core.turn.internal;

import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Three tools, one of each effect, that count in the world outside how often each call ran. */
public final class Workbench implements Toolbox {
    private static final Map<String, Effect> EFFECTS =
            Map.of("look", Effect.READS, "mark", Effect.REPEATABLE, "act", Effect.ACTS);

    private final Map<String, Integer> world;
    private final Runnable whileActing;

    public Workbench(Map<String, Integer> world, Runnable whileActing) {
        this.world = world;
        this.whileActing = whileActing;
    }

    public static Map<String, Integer> world() {
        return new ConcurrentHashMap<>();
    }

    @Override
    public List<ToolSpecification> offered(Desk desk) {
        return EFFECTS.keySet().stream().sorted()
                .map(name -> Prompts.specification(name, name, "{\"type\":\"object\",\"properties\":{}}")).toList();
    }

    @Override
    public Effect effect(String tool) {
        return EFFECTS.getOrDefault(tool, Effect.READS);
    }

    @Override
    public ToolResult run(Use use) {
        world.merge(use.callId(), 1, Integer::sum);
        if (use.tool().equals("act")) {
            whileActing.run();
        }
        return ToolResult.text(use.tool() + " done");
    }
}
