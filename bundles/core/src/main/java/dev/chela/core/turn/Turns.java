package dev.chela.core.turn;

import dev.chela.core.inbox.Input;
import dev.chela.core.session.Entry;
import dev.chela.core.session.QueueRule;
import dev.chela.core.session.Runs;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Optional;

/** Starts turns. */
public interface Turns {
    /**
     * Gives an accepted input to its session's lane: it steers the run that holds the lane, ends it, or waits for its own.
     *
     * @param rule what becomes of it while the session is at work
     * @throws dev.chela.api.fault.Transient when too many inputs wait in this lane
     */
    void admit(Input input, QueueRule rule);

    /** Takes up what a stop interrupted. Called once, before any channel opens. */
    void resume();

    /** Adds to a step how an input ended that never became a turn: a command, a refusal. Whoever waits for it learns it so. */
    void record(Step.Builder step, Runs.Settled end, String stopReason);

    /** Tells everybody of an end that was recorded. */
    void announce(Ended end);

    /**
     * A run ended, by the commit that this follows.
     *
     * @param answer the last entry it wrote, if it wrote one
     * @param steered the inputs that it took in beside its own
     */
    record Ended(Runs.Settled settled, Optional<Entry> answer, String stopReason, List<String> steered) {}
}
