package dev.chela.core.turn.internal.run;

import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The tools as one turn sees them. */
public interface Toolbox {
    /** What may be used now: asked again before each model call, so that a plugin installed meanwhile is there. */
    List<ToolSpecification> offered(Desk desk);

    /** The settings that name what may be used there; empty when only settings that take away say something. */
    default List<String> allowing(Desk desk) {
        return List.of();
    }

    /** Where they start: elsewhere than in the agent's workspace when they are used in a sandbox of their own. */
    default Path place(Agent agent, SessionKey session) {
        return agent.workspace();
    }

    /** READS for a tool that does not exist: calling it changes nothing. */
    Effect effect(String tool);

    /** Whether a call of it waits for a person. */
    default boolean asksPeople(String tool) {
        return false;
    }

    /** Never throws for what the tool or its arguments did wrong: that is a result with an error in it. */
    ToolResult run(Use use);

    /**
     * Where tools are used, and for whom.
     *
     * @param models that may write the calls
     * @param heard everything that was said to the run
     */
    record Desk(Agent agent, SessionKey session, List<ModelRef> models, List<Input> heard) {}

    /** @param arguments as the model wrote them */
    record Use(Desk desk, String callId, String tool, String arguments, Cancellation cancellation, Consumer<String> progress,
            int contextWindow) {}
}
