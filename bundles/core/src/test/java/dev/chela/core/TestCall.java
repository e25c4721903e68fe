package dev.chela.core;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.task.CancelSource;
import java.nio.file.Path;

/** A call of nobody's tool. */
public record TestCall(AgentId agent, Path workspace, CancelSource cancellation) implements ToolCall {
    public TestCall(Path workspace) {
        this(AgentId.MAIN, workspace, new CancelSource());
    }

    @Override
    public String id() {
        return "call-1";
    }

    @Override
    public SessionKey session() {
        return new SessionKey("agent:" + agent + ":main");
    }

    @Override
    public void progress(String line) {}

    @Override
    public <G> G grant(Class<G> power) {
        throw new UnsupportedOperationException(power.getName());
    }
}
