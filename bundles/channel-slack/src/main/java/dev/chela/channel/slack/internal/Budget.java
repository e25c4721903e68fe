package dev.chela.channel.slack.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How fast Slack lets an app act: each method has a tier, and messages leave one a second in each conversation
 * (docs.slack.dev, "Rate limits"). What Slack says itself counts more.
 */
final class Budget {
    private static final String POST = "chat.postMessage";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int KEPT = 5_000;
    /** Calls a minute, of methods that may be called less often than a hundred times. */
    private static final Map<String, Integer> A_MINUTE = Map.ofEntries(Map.entry("reactions.remove", 20), Map.entry("chat.update", 50), Map.entry("chat.delete", 50),
            Map.entry("reactions.add", 50), Map.entry("conversations.history", 50), Map.entry("conversations.replies", 50), Map.entry("conversations.info", 50),
            Map.entry("conversations.open", 50), Map.entry("users.conversations", 50), Map.entry("files.delete", 50));
    private static final int USUAL = 100;

    private final LongSupplier nanos;
    private final Map<String, Room> rooms = new HashMap<>();

    /** What is counted together. */
    private static final class Room {
        private final Deque<Long> made = new ArrayDeque<>();
        private long heldUntil;

        Room(long now) {
            heldUntil = now;
        }
    }

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return zero when it may be made now, which is noted; else how long to wait */
    synchronized Duration take(Call call) {
        long now = nanos.getAsLong();
        Room room = room(call, now);
        long within = post(call) ? Duration.ofSeconds(1).toNanos() : MINUTE.toNanos();
        int most = post(call) ? 1 : A_MINUTE.getOrDefault(call.method(), USUAL);
        while (!room.made.isEmpty() && room.made.peekFirst() - now <= -within) {
            room.made.removeFirst();
        }
        long wait = Math.max(Math.max(0, room.heldUntil - now), room.made.size() < most ? 0 : room.made.getFirst() + within - now);
        if (wait > 0) {
            return Duration.ofNanos(wait).plusMillis(1);
        }
        room.made.addLast(now);
        return Duration.ZERO;
    }

    /** After Slack said so. */
    synchronized void hold(Call call, Duration pause) {
        long now = nanos.getAsLong();
        room(call, now).heldUntil = now + pause.toNanos();
    }

    private Room room(Call call, long now) {
        if (rooms.size() >= KEPT) {
            rooms.values().removeIf(room -> room.heldUntil - now <= 0 && (room.made.isEmpty() || room.made.peekLast() - now <= -MINUTE.toNanos()));
        }
        return rooms.computeIfAbsent(post(call) ? call.method() + " " + call.channel() : call.method(), fresh -> new Room(now));
    }

    private static boolean post(Call call) {
        return call.method().equals(POST);
    }
}
