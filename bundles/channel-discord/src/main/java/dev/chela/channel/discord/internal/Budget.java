package dev.chela.channel.discord.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast Discord lets a bot act: 50 calls a second in all, and for each route and channel what the headers of its answers say
 * (discord.com/developers/docs/topics/rate-limits).
 */
final class Budget {
    private static final int GLOBAL_A_SECOND = 50;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int KEPT = 5_000;

    private final LongSupplier nanos;
    private final Deque<Long> all = new ArrayDeque<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Bucket> buckets = new HashMap<>();
    private long heldUntil = Long.MIN_VALUE;

    private static final class Bucket {
        private int left = 1;
        private long fullAt;

        Bucket(long now) {
            fullAt = now;
        }
    }

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return zero when it may be made now, which is noted; else how long to wait */
    synchronized Duration take(Call call) {
        long now = nanos.getAsLong();
        while (!all.isEmpty() && all.peekFirst() <= now - SECOND) {
            all.removeFirst();
        }
        Bucket bucket = bucket(call, now);
        long wait = heldUntil == Long.MIN_VALUE ? 0 : Math.max(0, heldUntil - now);
        wait = Math.max(wait, bucket.left > 0 ? 0 : bucket.fullAt - now);
        wait = Math.max(wait, all.size() < GLOBAL_A_SECOND ? 0 : all.getFirst() + SECOND - now);
        if (wait > 0) {
            return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
        }
        all.addLast(now);
        bucket.left = bucket.fullAt <= now ? bucket.left : bucket.left - 1;
        return Duration.ZERO;
    }

    /** @param headers of the answer, with names in lower case */
    synchronized void learn(Call call, Map<String, List<String>> headers) {
        first(headers, "x-ratelimit-bucket").ifPresent(name -> names.put(call.route(), name));
        long now = nanos.getAsLong();
        Optional<Double> left = first(headers, "x-ratelimit-remaining").flatMap(Budget::number);
        Optional<Double> after = first(headers, "x-ratelimit-reset-after").flatMap(Budget::number);
        if (left.isPresent() && after.isPresent()) {
            Bucket bucket = bucket(call, now);
            bucket.left = left.get().intValue();
            bucket.fullAt = now + (long) (after.get() * SECOND);
        }
    }

    /** After a refusal. @param everything whether all calls wait, or those of this kind to this channel */
    synchronized void hold(Call call, Duration pause, boolean everything) {
        long until = nanos.getAsLong() + pause.toNanos();
        if (everything) {
            heldUntil = until;
        } else {
            Bucket bucket = bucket(call, nanos.getAsLong());
            bucket.left = 0;
            bucket.fullAt = until;
        }
    }

    private Bucket bucket(Call call, long now) {
        String key = names.getOrDefault(call.route(), call.route()) + " " + call.major();
        if (buckets.size() >= KEPT && !buckets.containsKey(key)) {
            buckets.values().removeIf(bucket -> bucket.fullAt <= now);
        }
        Bucket bucket = buckets.computeIfAbsent(key, fresh -> new Bucket(now));
        if (bucket.fullAt <= now) {
            bucket.left = Math.max(1, bucket.left);
        }
        return bucket;
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(number -> number >= 0 && number < 100_000);
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
