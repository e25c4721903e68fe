package dev.chela.core.schedule.internal;

import dev.chela.core.schedule.internal.Firing.Shot;

/** What becomes of a job whose time has come. */
sealed interface Fate {
    record Begins(Shot shot) implements Fate {}

    /** Until the run before it has ended. */
    record Waits() implements Fate {}

    /** @param why for people */
    record Skipped(Shot shot, String why) implements Fate {}
}
