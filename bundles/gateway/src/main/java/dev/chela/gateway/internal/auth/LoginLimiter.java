package dev.chela.gateway.internal.auth;

import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts wrong secrets by who guesses: an address, or a page's origin. A browser is never exempt, since any page that its owner
 * visits could guess from loopback.
 */
public final class LoginLimiter {
    private static final int WATCHED = 4096;

    private final Clock clock;
    private final Map<String, Guesses> guesses = new HashMap<>();

    public LoginLimiter(Clock clock) {
        this.clock = clock;
    }

    private static final class Guesses {
        int wrong;
        long since;
        long lockedUntil;
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
            known.lockedUntil = now() + limit.lockoutMs();
        }
    }

    public synchronized void succeeded(Peer peer) {
        guesses.remove(key(peer));
    }

    private void forgetOld(RateLimit limit) {
        if (guesses.size() >= WATCHED) {
            guesses.values().removeIf(g -> g.lockedUntil < now() && now() - g.since > limit.windowMs());
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
