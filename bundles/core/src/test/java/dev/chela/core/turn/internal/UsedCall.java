package dev.chela.core.turn.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.turn.internal.run.Toolbox;
import java.nio.file.Path;

/** The call that a tool of a plugin would be given for what a run wants of it, without any grants. */
public record UsedCall(Toolbox.Use use) implements ToolCall {
    @Override
    public String id() {
        return use.callId();
    }

    @Override
    public SessionKey session() {
        return use.desk().session();
    }

    @Override
    public AgentId agent() {
        return use.desk().agent().id();
    }

    @Override
    public Path workspace() {
        return use.desk().agent().workspace();
    }

    @Override
    public Cancellation cancellation() {
        return use.cancellation();
    }

    @Override
    public void progress(String line) {
        use.progress().accept(line);
    }

    @Override
    public <G> G grant(Class<G> power) {
        throw new UnsupportedOperationException(power.getName());
    }
}
