package dev.chela.core.task;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is waited for, by id: each has one end, which comes or whose time runs out. Keeps nothing on disk; whoever does asks here who
 * is to be woken. Safe on any thread.
 */
public final class Waits<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);

    private final Clock clock;
    private final Scope threads;
    private final Map<String, CompletableFuture<T>> open = new ConcurrentHashMap<>();
    private final Map<String, Registration> alarms = new ConcurrentHashMap<>();

    /** @param owner names the threads */
    public Waits(String owner, Clock clock) {
        this.clock = clock;
        this.threads = new Scope(owner);
    }

    /** From now on an end can come. */
    public void open(String id) {
        open.putIfAbsent(id, new CompletableFuture<>());
    }

    /**
     * Sets how long it may take, once what is waited for is on disk: an expiry that came before would find nothing to expire.
     *
     * @param until milliseconds since 1970
     * @param late runs then, on a thread of its own, since the clock's must not wait for a disk
     */
    public void limit(String id, long until, Runnable late) {
        Duration left = Duration.ofMillis(Math.max(0, until - clock.now().toEpochMilli()));
        alarms.computeIfAbsent(id, each -> clock.after(left, () -> start("expiry", late)));
        if (!open.containsKey(id)) {
            forget(id);
        }
    }

    /** Work that follows from an end, on a thread of its own. Once this is closed it is left undone: it is for the next start. */
    public void start(String name, Runnable work) {
        try {
            threads.start(name, work);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} waits for the next start", name, closed);
        }
    }

    /** The end came: whoever waits is woken. */
    public void end(String id, T value) {
        forget(id).ifPresent(future -> future.complete(value));
    }

    /** Nobody waits any more, or it never was. */
    public void drop(String id) {
        forget(id);
    }

    private Optional<CompletableFuture<T>> forget(String id) {
        Optional.ofNullable(alarms.remove(id)).ifPresent(Registration::close);
        return Optional.ofNullable(open.remove(id));
    }

    /**
     * Waits for the end.
     *
     * @param already the end as it is known elsewhere, asked for once this is sure to hear of a later one
     * @throws java.util.concurrent.CancellationException when cancelled; the end can still come
     */
    public T await(String id, Supplier<Optional<T>> already, Cancellation cancellation) throws InterruptedException {
        CompletableFuture<T> mine = open.getOrDefault(id, new CompletableFuture<>()).copy();
        already.get().ifPresent(mine::complete);
        try (Registration onCancel = cancellation.onCancel(() -> mine.cancel(false))) {
            return mine.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("what is waited for never ends by a fault", impossible);
        } finally {
            cancellation.check();
        }
    }

    @Override
    public void close() {
        alarms.values().forEach(Registration::close);
        threads.close();
    }
}
