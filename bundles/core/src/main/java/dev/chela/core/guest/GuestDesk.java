package dev.chela.core.guest;

import dev.chela.api.fault.Transient;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.guest.Guests.Account;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One desk. Its state is guarded by the book. */
final class GuestDesk implements Desk {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GRACE_SECONDS = 3;
    /** Stands for the interruption of the thread inside. */
    private static final Runnable INTERRUPTED = () -> { };

    private final Guest guest;
    private final GuestBook book;
    private final Scope scope;
    private final Set<Inside> inside = new HashSet<>();
    private boolean closed;
    private long calls;
    private long faults;
    private String lastFault = "";

    GuestDesk(Guest guest, GuestBook book, Scope scope) {
        this.guest = guest;
        this.book = book;
        this.scope = scope;
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public Lease enter(String what) {
        return enter(what, INTERRUPTED);
    }

    @Override
    public Lease enter(String what, Runnable leave) {
        synchronized (book) {
            book.await(PATIENCE, () -> closed || !book.isQuiet(guest.bundle()) || isInsideNow());
            if (closed) {
                throw new Transient(what + ": its plugin " + guest + " was withdrawn", Duration.ZERO);
            }
            if (book.isQuiet(guest.bundle()) && !isInsideNow()) {
                throw new Transient(what + ": its plugin " + guest + " is being replaced; try again", PATIENCE);
            }
            return admitted(leave);
        }
    }

    private Lease enterLast() {
        synchronized (book) {
            return admitted(INTERRUPTED);
        }
    }

    private Lease admitted(Runnable leave) {
        calls++;
        Inside lease = new Inside(Thread.currentThread(), leave);
        inside.add(lease);
        return lease;
    }

    private boolean isInsideNow() {
        return inside.stream().anyMatch(lease -> lease.thread == Thread.currentThread());
    }

    boolean leftByOthers() {
        return inside.stream().allMatch(lease -> lease.thread == Thread.currentThread());
    }

    @Override
    public <T> T call(String what, Duration deadline, Cancellation cancellation, Callable<T> work) throws Exception {
        return call(what, new Visit(deadline, cancellation, this::enter), new Beginning(), work);
    }

    /** @param door how one gets in */
    private record Visit(Duration deadline, Cancellation cancellation, Function<String, Lease> door) {}

    private <T> T call(String what, Visit visit, Beginning beginning, Callable<T> work) throws Exception {
        Cancellation cancellation = visit.cancellation();
        cancellation.check();
        CountDownLatch left = new CountDownLatch(1);
        Future<T> result = scope.call(what, () -> {
            try {
                return Boundary.cross(() -> visit.door().apply(what), () -> {
                    if (!beginning.begin()) {
                        throw new CancellationException(what + ": was given up before it began");
                    }
                    return work.call();
                });
            } finally {
                left.countDown();
            }
        });
        try (Registration ignored = cancellation.onCancel(() -> result.cancel(true))) {
            return await(what, result, visit.deadline());
        } catch (CancellationException | Interrupted e) {
            beginning.giveUp();
            if (beginning.begun()) {
                left.await(GRACE_SECONDS, TimeUnit.SECONDS);
            }
            cancellation.check();
            throw new Transient(what + " was interrupted: its plugin " + guest + " is stopping", Duration.ZERO, e);
        } finally {
            beginning.giveUp(); // The caller goes on as one whose call is over.
        }
    }

    @Override
    public <T> Attempt<T> attempt(String what, Duration deadline, Cancellation cancellation, Callable<T> work) {
        return attempt(what, new Visit(deadline, cancellation, this::enter), work);
    }

    @Override
    public <T> Attempt<T> farewell(String what, Duration deadline, Callable<T> work) {
        return attempt(what, new Visit(deadline, new CancelSource(), last -> enterLast()), work);
    }

    @Override
    public <T> Attempt<T> here(String what, Callable<T> work) {
        return Boundary.attempt(() -> enter(what), work);
    }

    private <T> Attempt<T> attempt(String what, Visit visit, Callable<T> work) {
        Beginning beginning = new Beginning();
        try {
            return new Attempt.Done<>(call(what, visit, beginning, work));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException(what + ": interrupted");
        } catch (Exception fault) {
            return new Attempt.Failed<>(fault, beginning.begun());
        }
    }

    private <T> T await(String what, Future<T> result, Duration deadline) throws Exception {
        try {
            return deadline.isZero() ? result.get() : result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            Transient fault = new Transient(what + " did not finish within " + deadline.toSeconds() + " s", Duration.ZERO, e);
            count(fault);
            throw fault;
        } catch (InterruptedException e) {
            result.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new Interrupted(e);
            }
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The thread that worked was interrupted; not the one that waits. */
    private static final class Interrupted extends Exception {
        Interrupted(Throwable cause) {
            super(cause);
        }
    }

    private void count(Throwable fault) {
        synchronized (book) {
            faults++;
            lastFault = fault.toString();
        }
    }

    @Override
    public void shut() {
        synchronized (book) {
            closed = true;
            book.notifyAll();
        }
    }

    @Override
    public boolean close(Duration limit) {
        List<Inside> late;
        synchronized (book) {
            shut();
            book.await(limit, this::leftByOthers);
            late = inside.stream().filter(lease -> lease.thread != Thread.currentThread()).toList();
            book.dismiss(this);
        }
        late.forEach(Inside::dismiss);
        return late.isEmpty();
    }

    Account account() {
        return new Account(guest, inside.size(), calls, faults, lastFault);
    }

    /** Knows its thread, so that a call that stops its own bundle does not wait for itself. */
    private final class Inside implements Lease {
        private final Thread thread;
        private final Runnable leave;

        Inside(Thread thread, Runnable leave) {
            this.thread = thread;
            this.leave = leave;
        }

        /** A thread that has left meanwhile is not interrupted in what it does next. */
        private void dismiss() {
            if (leave != INTERRUPTED) {
                leave.run();
                return;
            }
            synchronized (book) {
                if (inside.contains(this)) {
                    thread.interrupt();
                }
            }
        }

        @Override
        public void failed(Throwable fault) {
            count(fault);
        }

        @Override
        public void close() {
            synchronized (book) {
                inside.remove(this);
                book.notifyAll();
            }
        }
    }
}
