package dev.chela.core.inbox;

import dev.chela.api.id.RunId;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes inputs in, and remembers which. */
public interface Intake {
    /** The source of what another system sent: no person waits for its answer, and it answers no question that a person was asked. */
    String WEBHOOK = "webhook";

    /**
     * Puts an input on disk and announces it. The same source, account and event id twice is one input.
     *
     * @throws dev.chela.api.fault.Transient when the inbox is full: try again later
     */
    Receipt submit(Input input);

    /** As {@link #submit(Input)}, with further changes in the same commit: a transport's cursor. */
    Receipt submit(Input input, List<Step.Change> alongside);

    /** As {@link #submit(Input, List)}, with further facts. */
    Receipt submit(Input input, List<Step.Change> alongside, List<Object> facts);

    /** An input by its id. */
    Optional<Kept> find(String id);

    /** Inputs that are accepted but not yet settled, in the order of acceptance. */
    List<Kept> open();

    /** How many inputs nobody has taken yet. */
    int waiting();

    /** The inputs that a run took and that have not reached their end: its own, and those that steered it. */
    List<String> takenBy(RunId run);

    /** Adds to a step that a run took this input. */
    void take(Step.Builder step, String id, RunId run);

    /** Adds to a step that everything this run took has reached its end. */
    void settle(Step.Builder step, RunId run);

    /** Adds to a step that an input reached its end without a run: a command that ran, a refusal. */
    void close(Step.Builder step, String id, State end);

    /** Adds to a step what a raw event turned out to mean: from now on that stands in the row. */
    void understand(Step.Builder step, String id, Said meaning, String origin);

    /** As {@link #understand}, for words that hooks have seen and left like this: of what they made, they are not asked again. */
    void reword(Step.Builder step, String id, Said meaning, String origin);

    /** Those that nobody has taken yet and that were reworded. */
    Set<String> reworded();

    /**
     * Adds a further input to a step: one raw event that says several things. It is not announced; whoever adds it takes it on once
     * the step is committed. Adding it twice adds it once.
     */
    void add(Step.Builder step, Input input);

    /** Announced when an input is on disk. */
    record Accepted(Input input) {}

    /** Announced when an input no longer waits to be taken. */
    record Taken(String id) {}

    /** @param existing the input that was there already, unless this one is fresh */
    record Receipt(boolean fresh, Optional<Kept> existing) {}

    enum State {
        /** On disk, nothing else happened. */
        ACCEPTED,
        /** Part of a run that has not ended. */
        CONSUMED,
        /** Its run ended, or it was a command that ran. */
        SETTLED,
        /** Refused or taken back before a run took it. */
        REFUSED
    }

    /** An input as it stands on disk. {@code run} is the run that took it, empty until then. */
    record Kept(Input input, State state, String run) {}
}
