package dev.chela.core.schedule.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a job is due. Pure. */
sealed interface Timing {
    /** The first instant later than this at which it is due; empty when there is none. */
    Optional<Instant> after(Instant instant);

    /** The last instant at which it is due, later than {@code from} and not later than {@code until}. */
    default Optional<Instant> last(Instant from, Instant until) {
        for (long seconds = 1; from.isBefore(until.minusSeconds(seconds)); seconds *= 2) {
            Optional<Instant> found = lastOfAll(until.minusSeconds(seconds), until);
            if (found.isPresent()) {
                return found;
            }
        }
        return lastOfAll(from, until);
    }

    private Optional<Instant> lastOfAll(Instant from, Instant until) {
        Optional<Instant> last = Optional.empty();
        for (Optional<Instant> next = after(from); next.isPresent() && !next.get().isAfter(until); next = after(next.get())) {
            last = next;
        }
        return last;
    }

    /** Once. */
    record At(Instant instant) implements Timing {
        @Override
        public Optional<Instant> after(Instant from) {
            return from.isBefore(instant) ? Optional.of(instant) : Optional.empty();
        }
    }

    /** At the anchor and every so many milliseconds from it: a run that is late makes no later one late. */
    record Every(long anchor, long millis) implements Timing {
        @Override
        public Optional<Instant> after(Instant from) {
            long now = from.toEpochMilli();
            long due = now < anchor ? anchor : anchor + (Math.floorDiv(now - anchor, millis) + 1) * millis;
            return Optional.of(Instant.ofEpochMilli(due));
        }

        @Override
        public Optional<Instant> last(Instant from, Instant until) {
            long due = anchor + Math.floorDiv(until.toEpochMilli() - anchor, millis) * millis;
            return due < anchor || due <= from.toEpochMilli() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
        }
    }

    /** @param stagger milliseconds by which it is later, so that not all jobs of the world begin at the full hour */
    record Calendar(CronTable table, ClockRules rules, long stagger) implements Timing {
        @Override
        public Optional<Instant> after(Instant from) {
            Instant plain = from.minusMillis(stagger);
            LocalDateTime wall = rules.wall(plain).truncatedTo(ChronoUnit.SECONDS);
            for (Optional<LocalDateTime> next = table.after(wall); next.isPresent(); next = table.after(next.get())) {
                Instant due = rules.instant(next.get());
                if (due.isAfter(plain)) {
                    return Optional.of(due.plusMillis(stagger));
                }
            }
            return Optional.empty();
        }
    }

    /** When a command has ended: no clock knows. */
    record OnExit(String command, String directory) implements Timing {
        @Override
        public Optional<Instant> after(Instant from) {
            return Optional.empty();
        }
    }
}
