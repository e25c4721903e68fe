package dev.chela.core.guest;

import java.util.List;

/** One call's time inside. Knows its thread, so that a call that stops its own bundle does not wait for itself. */
final class Stay implements Lease {
    private final GuestDesk desk;
    private final GuestBook book;
    private final String what;
    private final Runnable leave;
    private final Meter meter = new Meter();
    private boolean faulty;

    /** @param leave ends the call, when it may stay no longer */
    Stay(GuestDesk desk, GuestBook book, String what, Runnable leave) {
        this.desk = desk;
        this.book = book;
        this.what = what;
        this.leave = leave;
    }

    Thread thread() {
        return meter.thread();
    }

    Runnable leave() {
        return leave;
    }

    /** Up to now. */
    Effort effort() {
        return meter.effort();
    }

    boolean faulty() {
        return faulty;
    }

    @Override
    public void failed(Throwable fault) {
        fault(fault, Mishaps.lines(fault));
    }

    /** Of one call one mistake counts: of one that took too long, not what its interrupt brings. */
    void fault(Throwable fault, List<String> stack) {
        synchronized (book) {
            if (!faulty) {
                faulty = true;
                desk.count(what, fault, stack);
            }
        }
    }

    @Override
    public void close() {
        synchronized (book) {
            desk.left(this);
            book.notifyAll();
        }
    }
}
