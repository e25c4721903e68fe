package dev.chela.channel.email.internal;

import dev.chela.api.channel.State;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How many letters leave in an hour, to all and to one person: what answers each of our letters at once, and does not say that it is a
 * program, gets no more than that. Kept by the house, so that neither a restart nor a new version begins anew.
 */
final class Budget {
    private static final String KEPT = "sent";
    private static final String ALL = "*";
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int MOST = 1_000;

    private final State state;
    private final LongSupplier millis;
    private final int toAll;
    private final int toOne;
    /** When each one's share will be whole again; those who are not here have all of theirs. */
    private final Map<String, Long> full = new LinkedHashMap<>();

    Budget(State state, LongSupplier millis, int toAll, int toOne) {
        this.state = state;
        this.millis = millis;
        this.toAll = toAll;
        this.toOne = toOne;
        state.get(KEPT).ifPresent(kept -> kept.lines().map(line -> line.split(" ")).filter(words -> words.length == 2 && words[1].matches("\\d{1,15}"))
                .forEach(words -> full.put(words[0], Long.parseLong(words[1]))));
    }

    /** Takes the room for a letter. @return zero when it may leave, else how long it has to wait, and nothing is taken */
    synchronized Duration take(String person) {
        long now = millis.getAsLong();
        full.values().removeIf(whole -> whole <= now);
        long wait = Math.max(wait(ALL, toAll, now), wait(person, toOne, now));
        if (wait == 0) {
            spend(ALL, toAll, now);
            spend(person, toOne, now);
            while (full.size() > MOST) {
                full.remove(full.keySet().stream().filter(each -> !each.equals(ALL)).findFirst().orElseThrow());
            }
            state.put(KEPT, full.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining("\n")));
        }
        return Duration.ofMillis(wait);
    }

    /** What was taken for a letter that did not leave. */
    synchronized void giveBack(String person) {
        full.computeIfPresent(ALL, (all, whole) -> whole - HOUR / toAll);
        full.computeIfPresent(person, (one, whole) -> whole - HOUR / toOne);
    }

    private long wait(String whose, int most, long now) {
        return Math.max(0, full.getOrDefault(whose, now) - now - (most - 1) * (HOUR / most));
    }

    private void spend(String whose, int most, long now) {
        full.put(whose, full.getOrDefault(whose, now) + HOUR / most);
    }
}
