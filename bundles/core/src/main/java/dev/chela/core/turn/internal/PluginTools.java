package dev.chela.core.turn.internal;

import dev.chela.api.grant.Questions;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
import dev.chela.core.json.Json;
import dev.chela.core.tool.ToolPolicy;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The tools of the plugins, as one turn sees them. */
final class PluginTools implements Toolbox {
    private final Tools tools;

    PluginTools(Tools tools) {
        this.tools = tools;
    }

    @Override
    public List<ToolSpecification> offered(Agent agent, SessionKey session) {
        return tools.offered(ToolPolicy.OPEN).stream()
                .map(spec -> Prompts.specification(spec.name(), spec.description(), Json.write(spec.schema())))
                .toList();
    }

    @Override
    public Effect effect(String tool) {
        return tools.find(tool).map(ToolSpec::effect).orElse(Effect.READS);
    }

    @Override
    public boolean asksPeople(String tool) {
        return tools.find(tool).filter(spec -> spec.powers().include(Questions.class)).isPresent();
    }

    @Override
    public ToolResult run(Use use) {
        try {
            return tools.run(new ToolRequest(use.callId(), use.tool(), use.arguments(),
                    new ToolRequest.Whose(use.session(), use.agent().id(), use.agent().workspace(), ToolPolicy.OPEN),
                    use.cancellation(), use.progress(), ToolRequest.mostChars(use.contextWindow()), Duration.ZERO));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException(ActiveRun.STOPPING);
        }
    }
}
