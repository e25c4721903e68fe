package dev.chela.httpapi.internal.hooks;

import dev.chela.api.task.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens and signatures by the address that sent them, this machine's own included: twenty within a minute, and the address
 * waits for a minute. Safe on any thread.
 */
final class FailedAttempts {
    private static final int MOST = 20;
    private static final int WATCHED = 4096;
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final Clock clock;
    /** Who failed last stands last: where there are too many, the one that has not failed for longest is forgotten. */
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final Map<String, Long> told = new HashMap<>();

    FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    private record Count(int wrong, long since, long lockedUntil) {}

    /** How long an address has to wait; zero when it may try. */
    synchronized Duration wait(String address) {
        Count count = counts.get(address);
        return count == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, count.lockedUntil() - now()));
    }

    synchronized void failed(String address) {
        long now = now();
        Count known = counts.remove(address);
        if (counts.size() >= WATCHED) {
            counts.remove(counts.keySet().iterator().next());
        }
        Count fresh = known == null || now - known.since() > WINDOW.toMillis() ? new Count(0, now, 0) : known;
        int wrong = fresh.wrong() + 1;
        counts.put(address, wrong >= MOST ? new Count(0, now, now + WAIT.toMillis()) : new Count(wrong, fresh.since(), fresh.lockedUntil()));
    }

    /** Whether the log is to say that an address was refused: once a minute, or whoever knocks would write it full. */
    synchronized boolean isNews(String address) {
        long now = now();
        if (told.size() >= WATCHED) {
            told.values().removeIf(since -> now - since > WINDOW.toMillis());
        }
        Long since = told.get(address);
        boolean news = since == null ? told.size() < WATCHED : now - since > WINDOW.toMillis();
        if (news) {
            told.put(address, now);
        }
        return news;
    }

    private long now() {
        return clock.now().toEpochMilli();
    }
}
