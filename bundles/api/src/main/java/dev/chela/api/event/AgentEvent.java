package dev.chela.api.event;

import java.math.BigDecimal;
import java.util.Map;

/** What a run does. New variants may come: a listener ignores those it does not know. */
public sealed interface AgentEvent {
    Run run();

    /** {@code detail} is empty, or says why. */
    record Lifecycle(Run run, Phase phase, String detail) implements AgentEvent {}

    /** Passing: never stored, never posted. {@code text} is the whole answer so far, {@code delta} what is new in it. */
    record AssistantText(Run run, String text, String delta) implements AgentEvent {}

    /** Passing, as {@link AssistantText}: what a model shows of its reasoning. */
    record Thinking(Run run, String text, String delta) implements AgentEvent {}

    /** {@code args} stands with START, {@code result} with DONE and FAILED; {@code detail} is a line of progress or an error. */
    record ToolUse(Run run, String callId, String tool, Stage stage, Map<String, Object> args, String result, String detail)
            implements AgentEvent {}

    /**
     * An answer of the model is complete.
     *
     * @param cacheRead how much of the input came from a cache
     * @param cacheWrite how much of the input was written to one
     * @param reasoning how much of the output was thought rather than said
     */
    record Spent(Run run, long inputTokens, long outputTokens, long cacheRead, long cacheWrite, long reasoning, BigDecimal cost)
            implements AgentEvent {
        public Spent(Run run, long inputTokens, long outputTokens, BigDecimal cost) {
            this(run, inputTokens, outputTokens, 0, 0, 0, cost);
        }
    }

    /** The older part of the conversation is being summarised, so that its model can go on; {@code stage} is START, DONE or FAILED. */
    record Compaction(Run run, Stage stage) implements AgentEvent {}

    enum Phase { QUEUED, START, MODEL, RESTART, END, ERROR, ABORTED }

    enum Stage { START, UPDATE, DONE, FAILED, BLOCKED }
}
