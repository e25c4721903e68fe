package dev.chela.core.guest;

import java.time.Duration;
import java.util.List;

/** Who may call into which plugin now, and who is doing so. Safe on any thread. */
public interface Guests {
    /** Opens a desk for one service of a plugin. */
    Desk admit(Guest guest);

    /** From now on calls into this generation wait, half a minute at most; running ones go on. */
    void quiesce(long bundle);

    /** Waiting calls go on. */
    void release(long bundle);

    /**
     * Waits until nobody is inside, not counting calls made by this thread: a call may stop its own bundle.
     *
     * @return whether that came true in time
     */
    boolean drain(long bundle, Duration limit);

    /** Of every open desk. */
    List<Account> accounts();

    /** Of the open desks of one generation. */
    default List<Account> accounts(long bundle) {
        return accounts().stream().filter(account -> account.guest().bundle() == bundle).toList();
    }

    /** @param lastFault empty when there was none */
    record Account(Guest guest, int running, long calls, long faults, String lastFault) {}
}
