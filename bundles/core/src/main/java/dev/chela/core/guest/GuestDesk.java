package dev.chela.core.guest;

import dev.chela.api.fault.Transient;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.guest.Guests.Account;
import dev.chela.core.guest.Guests.Mishap;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One desk. Its state is guarded by the book. */
final class GuestDesk implements Desk {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GRACE_SECONDS = 3;
    /** Stands for the interruption of the thread inside. */
    private static final Runnable INTERRUPTED = () -> { };

    private final Guest guest;
    private final GuestBook book;
    private final Patience patience;
    private final Scope scope;
    private final Set<Stay> inside = new HashSet<>();
    private boolean closed;
    private long calls;
    private long faults;
    private Effort effort = Effort.NONE;
    private String lastFault = "";

    /** @param patience with all that the generation offers */
    GuestDesk(Guest guest, GuestBook book, Patience patience, Scope scope) {
        this.guest = guest;
        this.book = book;
        this.patience = patience;
        this.scope = scope;
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public Bounds bounds() {
        return book.bounds(guest);
    }

    @Override
    public Traffic traffic() {
        return book.traffic(guest);
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
            refuseRest(what);
            return admitted(what, leave);
        }
    }

    /** A call that is part of one goes on. */
    private void refuseRest(String what) {
        Instant now = book.now();
        if (patience.rests(now) && !isInsideNow()) {
            throw new Transient(what + ": its plugin " + guest + " failed " + Patience.IN_A_ROW + " times in a row, the last time with " + lastFault
                    + ", and is not called until " + patience.until(), Duration.between(now, patience.until()));
        }
    }

    private Lease enterLast(String what) {
        synchronized (book) {
            return admitted(what, INTERRUPTED);
        }
    }

    private Lease admitted(String what, Runnable leave) {
        calls++;
        Stay lease = new Stay(this, book, what, leave);
        inside.add(lease);
        return lease;
    }

    private boolean isInsideNow() {
        return inside.stream().anyMatch(lease -> lease.thread() == Thread.currentThread());
    }

    boolean leftByOthers() {
        return inside.stream().allMatch(lease -> lease.thread() == Thread.currentThread());
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
        AtomicReference<@Nullable Stay> within = new AtomicReference<>();
        Future<T> result = scope.call(what, () -> {
            try {
                return Boundary.cross(() -> entered(visit.door().apply(what), within), () -> {
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
            return Result.await(result, visit.deadline());
        } catch (Result.Late late) {
            Transient fault = new Transient(what + " did not finish within " + visit.deadline().toSeconds() + " s", Duration.ZERO, late.getCause());
            late(what, fault, within.get());
            result.cancel(true);
            throw fault;
        } catch (CancellationException | Result.Interrupted e) {
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

    private static Lease entered(Lease lease, AtomicReference<@Nullable Stay> within) {
        within.set((Stay) lease);
        return lease;
    }

    @Override
    public <T> Attempt<T> attempt(String what, Duration deadline, Cancellation cancellation, Callable<T> work) {
        return attempt(what, new Visit(deadline, cancellation, this::enter), work);
    }

    @Override
    public <T> Attempt<T> farewell(String what, Duration deadline, Callable<T> work) {
        return attempt(what, new Visit(deadline, new CancelSource(), this::enterLast), work);
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

    /** Before it is interrupted: where it is then says more than where an interrupt met it. */
    private void late(String what, Throwable fault, @Nullable Stay within) {
        synchronized (book) {
            if (within == null) {
                count(what, fault, List.of());
            } else {
                within.fault(fault, Mishaps.lines(within.thread().getStackTrace()));
            }
        }
    }

    /** Under the book's lock. */
    void count(String what, Throwable fault, List<String> stack) {
        faults++;
        lastFault = fault.toString();
        book.keep(new Mishap(guest, book.now(), what, lastFault, stack), patience);
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
        List<Stay> late;
        synchronized (book) {
            shut();
            book.await(limit, this::leftByOthers);
            late = inside.stream().filter(lease -> lease.thread() != Thread.currentThread()).toList();
            book.dismiss(this);
        }
        late.forEach(this::dismiss);
        return late.isEmpty();
    }

    /** A thread that has left meanwhile is not interrupted in what it does next. */
    private void dismiss(Stay stay) {
        if (stay.leave() != INTERRUPTED) {
            stay.leave().run();
            return;
        }
        synchronized (book) {
            if (inside.contains(stay)) {
                stay.thread().interrupt();
            }
        }
    }

    Account account() {
        Effort until = inside.stream().map(Stay::effort).reduce(effort, Effort::plus);
        return new Account(guest, inside.size(), calls, faults, until, lastFault, patience.until());
    }

    /** Under the book's lock. */
    void left(Stay stay) {
        if (inside.remove(stay)) {
            effort = effort.plus(stay.effort());
        }
        if (!stay.faulty()) {
            patience.answered();
        }
    }
}
