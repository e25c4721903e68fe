package dev.chela.core.schedule.internal;

import dev.chela.core.schedule.internal.Firing.Shot;
import dev.chela.core.schedule.internal.Rules.Misfire;
import dev.chela.core.schedule.internal.Rules.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges a job that is due by its rules: what was missed, what overlaps, and what is tried again. Changes nothing but the state it is handed. */
final class Ripeness {
    /** What is this late was missed, and did not just wait for its turn. */
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int MOST_MISSED = 100;

    private final Rooms rooms;
    private final Book book;

    Ripeness(Rooms rooms, Book book) {
        this.rooms = rooms;
        this.book = book;
    }

    /**
     * @param state the job's, as it is after this; told which time is next
     * @param busy whether a run of it goes on
     */
    Fate judge(Job job, JobState state, long now, boolean busy) {
        if (state.own().has("retryAt")) {
            return retried(job, state);
        }
        Misfire misfire = misfire(job);
        boolean overlaps = busy && job.rules().overlap() != Overlap.PARALLEL;
        if (overlaps && (job.rules().overlap() == Overlap.QUEUE || misfire == Misfire.ALL)) {
            state.own().put("waits", true);
            return new Fate.Waits();
        }
        boolean waited = state.own().path("waited").asBoolean() || state.own().has("holdUntil");
        state.own().remove(List.of("waited", "holdUntil"));
        long due = due(job, state.next().orElseThrow(), now, misfire);
        state.next(book.after(job, misfire == Misfire.ALL ? due : now));
        Shot shot = Shot.at(job, due, 0);
        if (misfire == Misfire.SKIP && !waited && now - due > GRACE.toMillis()) {
            return new Fate.Skipped(shot, "it was due while the gateway was not there");
        }
        return overlaps ? new Fate.Skipped(shot, "the run before it still goes on") : new Fate.Begins(shot);
    }

    private static Fate retried(Job job, JobState state) {
        Shot again = Shot.at(job, state.own().path("retryFor").asLong(), state.own().path("retryAttempt").asInt());
        state.own().remove(List.of("retryAt", "retryFor", "retryAttempt"));
        return new Fate.Begins(again);
    }

    private Misfire misfire(Job job) {
        return job.timing() instanceof Timing.At ? Misfire.ONCE
                : job.rules().misfire().orElse(rooms.config().get().skipMissedJobs() ? Misfire.SKIP : Misfire.ONCE);
    }

    private static long due(Job job, long next, long now, Misfire misfire) {
        return misfire == Misfire.ALL ? oldest(job, next, now)
                : job.timing().last(Instant.ofEpochMilli(next - 1), Instant.ofEpochMilli(now)).map(Instant::toEpochMilli).orElse(next);
    }

    /** Of all that were missed the first; not more than so many of the last. */
    private static long oldest(Job job, long next, long now) {
        Instant from = Instant.ofEpochMilli(next - 1);
        Instant found = Instant.ofEpochMilli(now + 1);
        for (int i = 0; i < MOST_MISSED; i++) {
            Optional<Instant> before = job.timing().last(from, found.minusMillis(1));
            if (before.isEmpty()) {
                break;
            }
            found = before.get();
        }
        return found.toEpochMilli();
    }
}
