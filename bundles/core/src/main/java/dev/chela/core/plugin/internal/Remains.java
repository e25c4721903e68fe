package dev.chela.core.plugin.internal;

import dev.chela.core.task.Threads;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that generations made themselves and that their code runs on: what is left of them when one has gone holds its classes for ever. A
 * thread of a pool that has nothing to do just then shows none of its code, and is not seen.
 */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);
    /** What the gateway lent has an end of its own. */
    private static final String HOUSE = "dev.chela.core.";
    private static final long GRACE_MILLIS = 1_000;

    private final ThreadFactory next = Threads.named("plugin-mark");
    /** By bundle: threads with a higher number were made after it started. */
    private final Map<Long, Long> starts = new ConcurrentHashMap<>();
    /** Two plugins may carry classes of the same name: whose a thread is was said when it was told of. */
    private final Set<Thread> told = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    void starts(Bundle bundle) {
        starts.put(bundle.getBundleId(), next.newThread(() -> { }).getId());
    }

    /** To be asked before the next generation starts, whose classes have the same names. */
    Trail of(Bundle bundle) {
        return of(bundle, Thread.getAllStackTraces());
    }

    Trail of(Bundle bundle, Map<Thread, StackTraceElement[]> all) {
        Trail trail = new Trail(bundle.getSymbolicName() + " " + bundle.getVersion());
        long start = starts.getOrDefault(bundle.getBundleId(), Long.MAX_VALUE);
        all.forEach((thread, stack) -> {
            if (thread.getId() > start && !told.contains(thread)) {
                own(bundle, stack).ifPresent(line -> trail.threads.put(thread, line.getClassName()));
            }
        });
        return trail;
    }

    private static Optional<StackTraceElement> own(Bundle bundle, StackTraceElement[] stack) {
        boolean lent = Stream.of(stack).anyMatch(line -> line.getClassName().startsWith(HOUSE) && !Hands.isOf(bundle, line));
        return lent ? Optional.empty() : Stream.of(stack).filter(line -> Hands.isOf(bundle, line)).findFirst();
    }

    void gone(Bundle bundle) {
        starts.remove(bundle.getBundleId());
    }

    /** The threads of one generation. */
    final class Trail {
        private final String generation;
        /** With the class of the generation that each is in. */
        private final Map<Thread, String> threads = new LinkedHashMap<>();

        private Trail(String generation) {
            this.generation = generation;
        }

        int count() {
            return threads.size();
        }

        /** When the generation has gone: names in the log what has not ended with it. */
        void tell() throws InterruptedException {
            long end = System.nanoTime() + GRACE_MILLIS * 1_000_000;
            for (Thread thread : threads.keySet()) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
            String left = left();
            if (!left.isEmpty()) {
                LOG.warn("{} left threads behind, which keep its classes until the gateway stops: {}; end them where its component is deactivated",
                        generation, left);
                told.addAll(threads.keySet());
            }
        }

        /** Those that have not ended, and where they are; empty when there are none. */
        String left() {
            return threads.entrySet().stream().flatMap(entry -> where(entry.getKey(), entry.getValue()).stream()).collect(Collectors.joining(", "));
        }

        private static Optional<String> where(Thread thread, String type) {
            return Stream.of(thread.getStackTrace()).filter(line -> line.getClassName().equals(type)).findFirst()
                    .map(line -> thread.getName() + " at " + line);
        }
    }
}
