package dev.chela.core.annex.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.Tool;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.internal.Child.End;
import dev.chela.core.guest.Desk;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one plugin's process up: one that ends is started again. */
final class Keeper implements Annex.Stay {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String plugin;
    private final Starter starter;
    private final House house;
    private final Consumer<List<Tool<?>>> shelf;
    private final Runnable gone;
    private final Backoff backoff = new Backoff();
    private final AtomicInteger unlisted = new AtomicInteger();
    private CompletableFuture<Child> present = new CompletableFuture<>();
    private Registration alarm = () -> { };
    private volatile @Nullable Child child;
    private volatile String trouble = "it has not started yet";
    private volatile boolean closed;

    /** Starts a process. */
    interface Starter {
        Child start(Keeper keeper) throws InterruptedException;
    }

    /** What it uses. @param desk where its mistakes are counted */
    record House(Desk desk, Scope threads, Clock clock) {}

    /** @param shelf is given the tools. @param gone called at the end */
    Keeper(String plugin, Starter starter, House house, Consumer<List<Tool<?>>> shelf, Runnable gone) {
        this.plugin = plugin;
        this.starter = starter;
        this.house = house;
        this.shelf = shelf;
        this.gone = gone;
    }

    /** @throws Permanent telling why it does not work */
    void open() throws InterruptedException {
        Child fresh = starter.start(this);
        boolean whole = false;
        try {
            fresh.greet();
            list(fresh);
            whole = true;
        } finally {
            if (!whole) {
                fresh.close();
            }
        }
        settle(fresh);
    }

    private void settle(Child fresh) {
        synchronized (this) {
            child = fresh;
            trouble = "";
            backoff.stands(house.clock().now());
            present.complete(fresh);
        }
        fresh.leaving().thenRun(() -> leaves(fresh));
        fresh.ended().thenAccept(end -> ended(fresh, end));
        if (closed) {
            fresh.close();
        }
    }

    private void list(Child from) throws InterruptedException {
        shelf.accept(RemoteTool.all(from.tools(), this));
    }

    /** It says that it has others now; what it says while it is asked is asked for once more. */
    void relist() {
        if (!closed && unlisted.getAndIncrement() == 0) {
            start("tools", this::listAll);
        }
    }

    private void listAll() {
        int told;
        do {
            told = unlisted.get();
            Child now = child;
            try {
                if (now != null) {
                    list(now);
                }
            } catch (Fault unanswered) {
                LOG.warn("the tools of {} cannot be listed now: {}", plugin, unanswered.getMessage());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        } while (!unlisted.compareAndSet(told, 0));
    }

    /** Calls wait for the next one. */
    private synchronized void leaves(Child late) {
        if (child == late) {
            child = null;
            trouble = "its process has just ended";
            present = new CompletableFuture<>();
        }
    }

    private void ended(Child late, End end) {
        leaves(late);
        if (closed) {
            return;
        }
        LOG.warn("{}: {}; it is started again in {} s", plugin, end.why().getMessage(), again(end.why()).toSeconds());
        if (!end.noticed()) {
            start("fault", () -> house.desk().here("its process", () -> {
                throw end.why();
            }));
        }
    }

    private synchronized Duration again(Exception why) {
        Duration pause = backoff.next(house.clock().now());
        trouble = why.getMessage() + "; it is started again at " + house.clock().now().plus(pause);
        if (!closed) {
            alarm = house.clock().after(pause, () -> start("start", this::reopen));
        }
        return pause;
    }

    private void reopen() {
        try {
            if (!closed) {
                open();
            }
        } catch (Fault unfit) {
            LOG.warn("{} does not start again: {}", plugin, unfit.getMessage());
            again(unfit);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(String what, Runnable work) {
        try {
            house.threads().start(what + " of " + plugin, work);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the second lane is being closed", stopping);
        }
    }

    /**
     * The process, once there is one.
     *
     * @throws Transient when there is none in time
     */
    Child child() throws InterruptedException {
        CompletableFuture<Child> expected;
        synchronized (this) {
            expected = present;
        }
        try {
            return expected.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new Transient("the plugin " + plugin + " does not run now: " + trouble, Duration.ZERO, e);
        }
    }

    long pid() {
        Child now = child;
        return now == null ? 0 : now.pid();
    }

    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        Child last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = child;
            alarm.close();
        }
        if (last != null) {
            last.close();
        }
        house.desk().close(Duration.ZERO);
        gone.run();
    }
}
