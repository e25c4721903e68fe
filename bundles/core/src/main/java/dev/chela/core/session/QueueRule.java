package dev.chela.core.session;

import dev.chela.core.inbox.Manner.Queue;
import java.time.Duration;

/**
 * What becomes of a message that comes while its session is at work.
 *
 * @param mode never {@link Queue#USUAL}
 * @param debounce how long nobody may have said anything before what waits for a run of its own gets one
 * @param cap how many such messages wait at most
 */
public record QueueRule(Queue mode, Duration debounce, int cap, Drop drop) {
    public static final Duration DEBOUNCE = Duration.ofMillis(500);
    public static final int CAP = 20;
    public static final QueueRule USUAL = new QueueRule(Queue.STEER, DEBOUNCE, CAP, Drop.SUMMARIZE);

    /** What gives way when more messages wait than may. */
    public enum Drop {
        /** The oldest is refused. */
        OLD,
        /** The one that comes is refused. */
        NEW,
        /** The oldest lose their turns, and the next turn is told of each in a line. */
        SUMMARIZE
    }

    /** Whether such a message waits for quiet. */
    public boolean rests() {
        return (mode == Queue.FOLLOWUP || mode == Queue.COLLECT) && !debounce.isZero();
    }
}
