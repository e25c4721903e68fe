package dev.chela.core.task;

import dev.chela.api.task.TaskScope;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scope of one owner. {@link #close()} ends it: no new work, running work interrupted and waited for, for five seconds unless told otherwise. */
public final class Scope implements TaskScope, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scope.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String owner;
    private final Duration patience;
    private final ExecutorService threads;
    private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Scope(String owner) {
        this(owner, PATIENCE);
    }

    /** @param patience with work that was interrupted when this ended */
    public Scope(String owner, Duration patience) {
        this.owner = owner;
        this.patience = patience;
        this.threads = Threads.perTask(owner);
    }

    @Override
    public void start(String name, Runnable work) {
        call(name, () -> {
            try {
                work.run();
            } catch (Exception fault) {
                report(name, fault);
            }
            return null;
        });
    }

    @Override
    public <T> Future<T> call(String name, Callable<T> work) {
        if (closed) {
            throw new RejectedExecutionException(owner + " has ended; it cannot start " + name);
        }
        Entry<T> entry = new Entry<>();
        running.add(entry);
        try {
            threads.execute(() -> run(name, work, entry));
        } catch (RejectedExecutionException ended) {
            running.remove(entry);
            throw ended;
        }
        return entry;
    }

    private <T> void run(String name, Callable<T> work, Entry<T> entry) {
        entry.begin();
        try {
            entry.complete(work.call());
        } catch (Exception fault) {
            entry.completeExceptionally(fault);
        } catch (Error error) {
            LOG.error("{}: {} ended with an error of the JVM", owner, name, error);
            entry.completeExceptionally(error);
        } finally {
            entry.end();
            running.remove(entry);
        }
    }

    private void report(String name, Exception fault) {
        if (closed) {
            LOG.debug("{}: {} ended with its scope", owner, name, fault);
        } else {
            LOG.error("{}: {} failed", owner, name, fault);
        }
    }

    /** Whether it takes no work any more. */
    public boolean ended() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        running.forEach(work -> work.cancel(true));
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: {} units of work did not end within {} s", owner, running.size(), patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A future whose cancellation interrupts the thread that does the work. One that comes before the thread has begun meets it there:
     * the work runs in any case, since others may wait for what it does at its end.
     */
    private static final class Entry<T> extends CompletableFuture<T> {
        private @Nullable Thread worker;
        private boolean interrupted;

        synchronized void begin() {
            worker = Thread.currentThread();
            if (interrupted) {
                worker.interrupt();
            }
        }

        /** The thread serves others afterwards, without this one's interrupt. */
        synchronized void end() {
            worker = null;
            Thread.interrupted();
        }

        /** Cancelled first: what the work makes of its interrupt is not its end any more. */
        @Override
        public boolean cancel(boolean interrupt) {
            boolean first = super.cancel(interrupt);
            if (interrupt) {
                interrupt();
            }
            return first;
        }

        private synchronized void interrupt() {
            interrupted = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}
