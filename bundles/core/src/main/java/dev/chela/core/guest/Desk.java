package dev.chela.core.guest;

import dev.chela.api.task.Cancellation;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Where calls into one service of a plugin go through. */
public interface Desk {
    Guest guest();

    /** How far it gets by the host's means. */
    Bounds bounds();

    /** What its generation had carried. */
    Traffic traffic();

    /**
     * Enters, for a call on this thread.
     *
     * @param what names the call in messages
     * @throws dev.chela.api.fault.Transient when the service is being replaced and was not back in time, or is gone
     */
    Lease enter(String what);

    /**
     * As {@link #enter(String)}, for a call that is ended by something better than an interrupt of its thread.
     *
     * @param leave called once, on any thread, when the service goes and the caller was still inside at the limit
     */
    Lease enter(String what, Runnable leave);

    /**
     * Calls on a thread of its own, under a lease, and waits for it. Past the deadline, or when cancelled, the thread is interrupted
     * and the caller goes on; the lease stays until the thread has really left.
     *
     * @param deadline zero for none
     * @throws dev.chela.api.fault.Transient past the deadline, or as {@link #enter}
     * @throws java.util.concurrent.CancellationException when cancelled
     * @throws Exception what the work threw
     */
    <T> T call(String what, Duration deadline, Cancellation cancellation, Callable<T> work) throws Exception;

    /**
     * As {@link #call}, with every fault as an answer: the one place where a call into a plugin may fail in any way whatever.
     *
     * @throws java.util.concurrent.CancellationException when this thread was interrupted, which it stays
     */
    <T> Attempt<T> attempt(String what, Duration deadline, Cancellation cancellation, Callable<T> work);

    /** As {@link #attempt}, on this thread and for as long as it takes: for callers that have a thread for nothing else. */
    <T> Attempt<T> here(String what, Callable<T> work);

    /**
     * As {@link #attempt}, for telling a service that its time is over: it goes in although others must wait, or may not enter any more.
     */
    <T> Attempt<T> farewell(String what, Duration deadline, Callable<T> work);

    /** From now on nobody enters, and whoever waits to is turned away at once; those inside go on. */
    void shut();

    /**
     * As {@link #shut}. Waits for those inside, not counting this thread, and ends the call of whoever is still there at the limit: by
     * what it gave for that when it entered, else by an interrupt.
     *
     * @return whether everybody left in time
     */
    boolean close(Duration limit);
}
