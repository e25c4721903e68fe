package dev.chela.core.task;

import dev.chela.api.task.TaskScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work that must not overlap: of one key one piece at a time, in order; different keys side by side. A key has a thread only while it
 * has work. What a piece throws is logged by the scope and does not keep the next one from running.
 */
public final class Lanes<K> {
    private final TaskScope scope;
    private final Map<K, Deque<Runnable>> waiting = new HashMap<>();

    public Lanes(TaskScope scope) {
        this.scope = scope;
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the scope has ended */
    public void submit(K key, Runnable work) {
        synchronized (waiting) {
            Deque<Runnable> lane = waiting.get(key);
            if (lane != null) {
                lane.addLast(work);
                return;
            }
            lane = new ArrayDeque<>();
            lane.addLast(work);
            waiting.put(key, lane);
        }
        start(key);
    }

    private void start(K key) {
        try {
            scope.start("lane " + key, () -> drive(key));
        } catch (RejectedExecutionException ended) {
            synchronized (waiting) {
                waiting.remove(key);
            }
            throw ended;
        }
    }

    /** A piece that fails ends its thread; the rest of the lane gets a new one. */
    private void drive(K key) {
        boolean finished = false;
        try {
            for (Optional<Runnable> next = next(key); next.isPresent(); next = next(key)) {
                next.get().run();
            }
            finished = true;
        } finally {
            if (!finished && more(key)) {
                start(key);
            }
        }
    }

    private Optional<Runnable> next(K key) {
        synchronized (waiting) {
            Runnable next = waiting.get(key).pollFirst();
            if (next == null) {
                waiting.remove(key);
            }
            return Optional.ofNullable(next);
        }
    }

    private boolean more(K key) {
        synchronized (waiting) {
            if (waiting.get(key).isEmpty()) {
                waiting.remove(key);
                return false;
            }
            return true;
        }
    }
}
