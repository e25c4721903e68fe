package dev.chela.core.turn.internal;

import dev.chela.api.grant.Questions;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
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
    private volatile Described last = new Described(List.of(), List.of());

    /** Tools change seldom, and are offered with each question. */
    private record Described(List<ToolSpec> tools, List<ToolSpecification> told) {
        static Described of(List<ToolSpec> tools) {
            return new Described(tools, tools.stream()
                    .map(spec -> Prompts.specification(spec.name(), spec.description(), spec.schema()))
                    .toList());
        }
    }

    PluginTools(Tools tools) {
        this.tools = tools;
    }

    @Override
    public List<ToolSpecification> offered(Agent agent, SessionKey session) {
        List<ToolSpec> offered = tools.offered(ToolPolicy.OPEN);
        Described described = last;
        if (!described.tools().equals(offered)) {
            described = Described.of(offered);
            last = described;
        }
        return described.told();
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
