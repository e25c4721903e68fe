package dev.chela.core.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who may call into which plugin now, and who is doing so. Safe on any thread. */
public interface Guests {
    /** How far this generation gets: by what its manifest says, and by policy where it says nothing. */
    Bounds bounds(Guest guest);

    /** What this generation had carried since it started; of one that has no desk nothing is kept. */
    Traffic traffic(Guest guest);

    /** Opens a desk for one service of a plugin. */
    Desk admit(Guest guest);

    /** From now on calls into this generation wait, half a minute at most; running ones go on. */
    void quiesce(long bundle);

    /** Waiting calls go on. */
    void release(long bundle);

    /** Whether calls into this generation wait, since another one is about to take its place. */
    boolean isQuiet(long bundle);

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

    /** The last mistakes of a plugin, also of its earlier generations: five at most, the last first. */
    List<Mishap> mishaps(String plugin);

    /**
     * @param effort of all calls; of those that are in it now the time up to now
     * @param lastFault empty when there was none
     * @param rests until when nobody enters, since it failed again and again; in the past when everybody may
     */
    record Account(Guest guest, int running, long calls, long faults, Effort effort, String lastFault, Instant rests) {}

    /**
     * A mistake of a plugin, as evidence.
     *
     * @param what the call that it was made in
     * @param stack where: of the innermost cause, or where the call was when it took too long
     */
    record Mishap(Guest guest, Instant at, String what, String fault, List<String> stack) {}
}
