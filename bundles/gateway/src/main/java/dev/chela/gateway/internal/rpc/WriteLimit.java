package dev.chela.gateway.internal.rpc;

import dev.chela.api.rpc.RpcFault;
import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** At most 30 writes of a method to the control plane, by one device or address, in 60 seconds. */
public final class WriteLimit {
    private static final int WATCHED = 4096;
    private final Clock clock;
    private final Map<String, Deque<Long>> times = new HashMap<>();

    public WriteLimit(Clock clock) {
        this.clock = clock;
    }

    /** @throws RpcFault when the limit is reached */
    synchronized void count(String method, String origin) {
        long now = clock.now().toEpochMilli();
        if (times.size() > WATCHED) {
            times.values().removeIf(old -> expire(old, now).isEmpty());
        }
        Deque<Long> recent = expire(times.computeIfAbsent(method + " " + origin, fresh -> new ArrayDeque<>()), now);
        if (recent.size() >= Limits.WRITES) {
            long wait = recent.getFirst() + Limits.WRITE_WINDOW.toMillis() - now;
            throw new RpcFault("UNAVAILABLE", "rate limit exceeded for " + method + "; retry after " + (wait + 999) / 1000 + " s",
                    Map.of("method", method, "limit", Limits.WRITES + " per " + Limits.WRITE_WINDOW.toSeconds() + "s"), wait);
        }
        recent.addLast(now);
    }

    private static Deque<Long> expire(Deque<Long> recent, long now) {
        while (!recent.isEmpty() && now - recent.getFirst() >= Limits.WRITE_WINDOW.toMillis()) {
            recent.removeFirst();
        }
        return recent;
    }
}
