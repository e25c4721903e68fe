package dev.chela.core.inbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How a message wants to be taken up.
 *
 * @param timeout how long its run may work, zero for as long as it takes; empty for what its agent allows
 * @param thinking how hard the model is to think in its run; empty for what the session says
 * @param levels what is shown of its run
 * @param round that its run is
 */
public record Manner(Queue queue, Optional<Duration> timeout, String thinking, Program program, Reading reading, Levels levels, Round round) {
    public static final Manner PLAIN = new Manner(Queue.USUAL, Optional.empty(), "");

    public Manner(Queue queue, Optional<Duration> timeout, String thinking, Program program, Reading reading, Levels levels) {
        this(queue, timeout, thinking, program, reading, levels, Round.NONE);
    }

    public Manner(Queue queue, Optional<Duration> timeout, String thinking, Program program) {
        this(queue, timeout, thinking, program, Reading.ORDERS_TOO, Levels.NONE);
    }

    public Manner(Queue queue, Optional<Duration> timeout, String thinking) {
        this(queue, timeout, thinking, Program.NONE);
    }

    public Manner(Queue queue, Optional<Duration> timeout) {
        this(queue, timeout, "");
    }

    /** The same, said otherwise about itself. */
    public Manner like(Queue newQueue, String newThinking, Levels newLevels) {
        return new Manner(newQueue, timeout, newThinking, program, reading, newLevels, round);
    }

    /** The same, faster or not, in the words of the session's setting. */
    public Manner fast(String mode) {
        return mode.isEmpty() ? this : like(queue, thinking, levels.fast(mode));
    }

    /** The same, for a message that is one for the model whatever it looks like. */
    public Manner literally() {
        return new Manner(queue, timeout, thinking, program, Reading.WORDS_ALONE, levels, round);
    }

    /** The same, where this is said of commands as well. */
    public Manner on(Leash leash) {
        return new Manner(queue, timeout, thinking, program, reading, levels.on(leash), round);
    }

    /** The same, for a look after things that nobody waits for. */
    public Manner during(Round newRound) {
        return new Manner(queue, timeout, thinking, program, reading, levels, newRound);
    }

    /** What becomes of a message while its session is at work. */
    public enum Queue {
        /** As the conversation has it. */
        USUAL,
        /** It joins the run that goes on. */
        STEER,
        /** It gets a run of its own, in its turn. */
        FOLLOWUP,
        /** It waits, and all that wait so when the session is free again are one run. */
        COLLECT,
        /** What goes on and what waits is ended. */
        INTERRUPT
    }

    /**
     * What a message says of its own run, in the protocol's words; empty texts for what the session says.
     *
     * @param verbose what is shown over a channel of its tools
     * @param reasoning of the model's thoughts
     * @param trace of what hooks did
     * @param fast whether its model is asked for its faster service
     * @param leash what its commands may do
     */
    public record Levels(String verbose, String reasoning, String trace, String fast, Leash leash) {
        public static final Levels NONE = new Levels("", "");

        public Levels(String verbose, String reasoning) {
            this(verbose, reasoning, "", "", Leash.NONE);
        }

        private Levels fast(String mode) {
            return new Levels(verbose, reasoning, trace, mode, leash);
        }

        private Levels on(Leash held) {
            return new Levels(verbose, reasoning, trace, fast, held);
        }
    }

    /** Whether a message can be a command of the house. */
    public enum Reading { ORDERS_TOO, WORDS_ALONE }
}
