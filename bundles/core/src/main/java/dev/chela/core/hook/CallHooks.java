package dev.chela.core.hook;

import dev.chela.api.event.Run;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the hooks the calls of tools, and what came of them, whoever makes them. That something was changed or stopped stands in the
 * log, and what was stopped in the result.
 */
public final class CallHooks {
    private static final Logger LOG = LoggerFactory.getLogger(CallHooks.class);

    private final Hooks hooks;
    private final Consumer<String> traces;

    public CallHooks(Hooks hooks) {
        this(hooks, trace -> { });
    }

    /** @param traces is told what the hooks did, in a clause for people */
    public CallHooks(Hooks hooks, Consumer<String> traces) {
        this.hooks = hooks;
        this.traces = traces;
    }

    /** @param run that calls @param args JSON text */
    public record Call(Run run, String id, String tool, String args, Cancellation cancellation) {
        @Override
        public String toString() {
            return "call " + id + " of " + tool + " in " + run.session();
        }
    }

    /**
     * @param args with which it is to be made
     * @param refusal why it may not be, for the model; empty when it may
     */
    public record Judged(String args, Optional<String> refusal) {}

    /** Whether it is worth to make a {@link Call} for {@link #calling}. */
    public boolean looked() {
        return hooks.at(Calling.class) || hooks.at(Called.class);
    }

    /** Asked again after a crash, about the same call. */
    public Judged calling(Call call) {
        Outcome<Calling> outcome = hooks.pass(new Calling(call.run(), call.id(), call.tool(), call.args()), call.cancellation());
        outcome.trace("the call of " + call.tool()).ifPresent(traces);
        if (outcome instanceof Stopped<Calling> stopped) {
            LOG.warn("{} was {}", call, stopped.told());
            return new Judged(call.args(), Optional.of("The call was not made: " + stopped.told()));
        }
        Through<Calling> through = (Through<Calling>) outcome;
        if (!through.changedBy().isEmpty()) {
            LOG.info("{} was changed by {}", call, String.join(", ", through.changedBy()));
        }
        return new Judged(through.as().args(), Optional.empty());
    }

    public ToolResult called(Call call, ToolResult result) {
        Outcome<Called> outcome = hooks.pass(new Called(call.run(), call.id(), call.tool(), call.args(), result), call.cancellation());
        outcome.trace("the result of " + call.tool()).ifPresent(traces);
        if (outcome instanceof Stopped<Called> stopped) {
            LOG.warn("the result of {} was {}", call, stopped.told());
            return ToolResult.error("The call was made, but its result was " + stopped.told());
        }
        return ((Through<Called>) outcome).as().result();
    }
}
