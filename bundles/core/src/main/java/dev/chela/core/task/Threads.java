package dev.chela.core.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The only place that knows whether this JVM has virtual threads. Where it has none, platform threads with small stacks are kept
 * for half a minute and reused; work is bounded at admission, so neither pool has a size.
 */
public final class Threads {
    private static final long STACK = 256 * 1024;

    private Threads() {}

    /** An executor that gives each task a thread of its own. */
    public static ExecutorService perTask(String name) {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            java.util.concurrent.Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (NoSuchMethodException absent) {
            return platform(name);
        } catch (Throwable unexpected) {
            throw new IllegalStateException("virtual threads exist but cannot be used", unexpected);
        }
    }

    private static ExecutorService platform(String name) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
    }

    /** Daemon platform threads {@code name-1}, {@code name-2}, … */
    public static ThreadFactory named(String name) {
        AtomicLong count = new AtomicLong();
        return work -> {
            Thread thread = make(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * A thread remembers by whose code it was made, all the way down to the first privileged call (until Java 24): without one here, what a
     * pool keeps would hold the class loader of the plugin that happened to need one thread more.
     */
    @SuppressWarnings("removal")
    private static Thread make(Runnable work, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> new Thread(null, work, name, STACK));
    }
}
