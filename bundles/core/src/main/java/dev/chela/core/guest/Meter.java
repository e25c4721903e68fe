package dev.chela.core.guest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what the thread that made it uses from then on. */
final class Meter {
    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final @Nullable MethodHandle ALLOCATED = allocated();

    private final Thread thread = Thread.currentThread();
    private final long begun = System.nanoTime();
    private final long processor = processorNow();
    private final long bytes = bytesNow();

    /** Only HotSpot's own interface knows it, which no bundle may import. */
    private static @Nullable MethodHandle allocated() {
        try {
            Class<?> type = Class.forName("com.sun.management.ThreadMXBean", true, ClassLoader.getPlatformClassLoader());
            return type.isInstance(THREADS) ? MethodHandles.publicLookup()
                    .findVirtual(type, "getCurrentThreadAllocatedBytes", MethodType.methodType(long.class)).bindTo(THREADS) : null;
        } catch (ReflectiveOperationException unknown) {
            LOG.debug("this JVM does not tell what threads allocate", unknown);
            return null;
        }
    }

    Thread thread() {
        return thread;
    }

    /** Asked by another thread it knows the time alone. */
    Effort effort() {
        Duration inside = Duration.ofNanos(System.nanoTime() - begun);
        return Thread.currentThread() != thread ? new Effort(inside, Duration.ZERO, 0)
                : new Effort(inside, Duration.ofNanos(Math.max(0, processorNow() - processor)), Math.max(0, bytesNow() - bytes));
    }

    private static long processorNow() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    private static long bytesNow() {
        try {
            return ALLOCATED == null ? 0 : (long) ALLOCATED.invokeExact();
        } catch (Throwable untold) {
            throw new IllegalStateException("what a thread allocates could be asked a moment ago", untold);
        }
    }
}
