package dev.chela.gateway.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread for each request: virtual where the JVM has them, otherwise pooled platform threads with small stacks. Bounded by
 * permits, never by the size of a pool.
 */
public final class Workers implements AutoCloseable {
    private static final long STACK = 256 * 1024;

    private final ExecutorService threads;
    private final Semaphore permits;

    public Workers(String name, int atOnce) {
        threads = virtual(name);
        permits = new Semaphore(atOnce);
    }

    /** Starts the work on a thread of its own. Returns false, and starts nothing, when too much is running already. */
    public boolean start(Runnable work) {
        if (!permits.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    permits.release();
                }
            });
            return true;
        } catch (RejectedExecutionException closed) {
            permits.release();
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static ExecutorService virtual(String name) {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(Executors.class, "newVirtualThreadPerTaskExecutor", MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (NoSuchMethodException absent) {
            return platform(name);
        } catch (Throwable unexpected) {
            throw new IllegalStateException("virtual threads exist but cannot be used", unexpected);
        }
    }

    private static ExecutorService platform(String name) {
        AtomicLong count = new AtomicLong();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(null, work, name + "-" + count.incrementAndGet(), STACK);
            thread.setDaemon(true);
            return thread;
        });
    }
}
