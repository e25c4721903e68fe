package dev.chela.gateway.internal.auth;

import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts wrong secrets by who guesses: an address, or a page's origin. Each time that one has to wait, it waits twice as long as the
 * time before, a day at most, until it has been quiet for as long as it waited last. A browser is never exempt, since any page that its owner
 * visits could guess from loopback.
 */
public final class LoginLimiter {
    private static final int WATCHED = 4096;
    private static final long LONGEST_MS = Duration.ofDays(1).toMillis();
    /** Doubled so often, even the shortest wait is the longest. */
    private static final int DOUBLINGS = 27;

    private final Clock clock;
    private final Map<String, Guesses> guesses = new HashMap<>();

    public LoginLimiter(Clock clock) {
        this.clock = clock;
    }

    private static final class Guesses {
        int wrong;
        long since;
        long lockedUntil;
        long lastWait;
        int waits;
    }

    /** How long this peer has to wait before it may try; zero when it may. */
    public synchronized Duration locked(Peer peer, RateLimit limit) {
        Guesses known = exempt(peer, limit) ? null : guesses.get(key(peer));
        long left = known == null ? 0 : known.lockedUntil - now();
        return left > 0 ? Duration.ofMillis(left) : Duration.ZERO;
    }

    public synchronized void failed(Peer peer, RateLimit limit) {
        if (exempt(peer, limit)) {
            return;
        }
        forgetOld(limit);
        Guesses known = guesses.computeIfAbsent(key(peer), fresh -> new Guesses());
        if (now() - known.since > limit.windowMs()) {
            known.wrong = 0;
            known.since = now();
        }
        if (++known.wrong >= limit.maxAttempts()) {
            lock(known, limit);
        }
    }

    private void lock(Guesses known, RateLimit limit) {
        if (now() - known.lockedUntil > known.lastWait) {
            known.waits = 0;
        }
        long first = limit.lockoutMs();
        known.lastWait = first >= LONGEST_MS ? first : Math.min(LONGEST_MS, first << Math.min(known.waits, DOUBLINGS));
        known.waits++;
        known.wrong = 0;
        known.lockedUntil = now() + known.lastWait;
    }

    public synchronized void succeeded(Peer peer) {
        guesses.remove(key(peer));
    }

    private void forgetOld(RateLimit limit) {
        if (guesses.size() >= WATCHED) {
            guesses.values().removeIf(g -> g.lockedUntil + g.lastWait < now() && now() - g.since > limit.windowMs());
        }
    }

    private static boolean exempt(Peer peer, RateLimit limit) {
        return limit.exemptLoopback() && peer.local() && peer.origin().isEmpty();
    }

    private static String key(Peer peer) {
        return peer.origin().isEmpty() ? peer.ip() : peer.ip() + " " + peer.origin();
    }

    private long now() {
        return clock.now().toEpochMilli();
    }
}
