package dev.chela.channel.telegram.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast Telegram lets a bot speak: about 30 messages a second in all, 20 a minute in one group, one a second in one chat, where it
 * overlooks short bursts. What it refuses all the same it says when to repeat, and until then the chat is left alone.
 */
final class Budget {
    private static final int GLOBAL_A_SECOND = 30;
    private static final int GROUP_A_MINUTE = 20;
    private static final int BURST = 3;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int CHATS_KEPT = 5_000;

    private final LongSupplier nanos;
    private final Deque<Long> all = new ArrayDeque<>();
    private final Map<String, Chat> chats = new HashMap<>();

    /** What counts: a message to one person, one to a group, and what is done to a message that stands there. */
    enum Pace { DIRECT, GROUP, GESTURE }

    /** When it was written to, in the last minute. */
    private static final class Chat {
        final Deque<Long> sent = new ArrayDeque<>();
        long heldUntil = Long.MIN_VALUE;
    }

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return zero when it may go now, which is noted; else how long to wait */
    synchronized Duration take(String id, Pace pace) {
        long now = nanos.getAsLong();
        Chat chat = chat(id, now);
        forget(all, now - SECOND);
        forget(chat.sent, now - MINUTE);
        long wait = Math.max(0, chat.heldUntil == Long.MIN_VALUE ? 0 : chat.heldUntil - now);
        wait = Math.max(wait, until(all, GLOBAL_A_SECOND, SECOND, now));
        wait = Math.max(wait, pace == Pace.GESTURE ? 0 : until(chat.sent, BURST, BURST * SECOND, now));
        wait = Math.max(wait, pace == Pace.GROUP ? until(chat.sent, GROUP_A_MINUTE, MINUTE, now) : 0);
        if (wait == 0) {
            all.addLast(now);
        }
        if (wait == 0 && pace != Pace.GESTURE) {
            chat.sent.addLast(now);
        }
        return Duration.ofMillis(wait == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(wait) + 1);
    }

    synchronized void hold(String id, Duration pause) {
        long now = nanos.getAsLong();
        chat(id, now).heldUntil = now + pause.toNanos();
    }

    private Chat chat(String id, long now) {
        if (chats.size() >= CHATS_KEPT && !chats.containsKey(id)) {
            chats.values().removeIf(chat -> (chat.sent.isEmpty() || chat.sent.peekLast() < now - MINUTE) && chat.heldUntil < now);
        }
        return chats.computeIfAbsent(id, key -> new Chat());
    }

    private static void forget(Deque<Long> times, long before) {
        while (!times.isEmpty() && times.peekFirst() <= before) {
            times.removeFirst();
        }
    }

    /** How long until there were fewer than {@code most} within the span that ends then. */
    private static long until(Deque<Long> times, int most, long span, long now) {
        if (times.size() < most) {
            return 0;
        }
        long oldest = times.stream().skip(times.size() - (long) most).findFirst().orElse(now);
        return Math.max(0, oldest + span - now);
    }
}
