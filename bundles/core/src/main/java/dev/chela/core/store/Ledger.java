package dev.chela.core.store;

import java.util.List;
import java.util.Optional;

/** One database, one writer, one commit. Safe on any thread. */
public interface Ledger {
    /**
     * Applies a step as one transaction. When this returns {@link Outcome#APPLIED} it is on disk, its lines have been appended to
     * their files, and its facts have been announced, in this order, on the caller's thread. When an expectation failed nothing of
     * it happened and {@link Outcome#REFUSED} comes back. A step of facts alone, to which no {@link Witness} adds anything, costs no write.
     *
     * <p>An interrupt of the caller neither stops nor shortens this. When the disk fills up between the commit and the append, the
     * caller waits here until there is room: the step is true and cannot be taken back.
     *
     * @throws dev.chela.api.fault.Transient when the disk is full or the gateway stops: nothing happened, trying again later may work
     * @throws dev.chela.api.fault.Defect when a change is not valid SQL or breaks a constraint: nothing of the step happened
     */
    Outcome commit(Step step);

    /**
     * Rows of a query on a reader's connection: sees every commit that returned before. Few queries run at a time, so the reader
     * only makes values.
     *
     * @throws dev.chela.api.fault.Transient when no connection became free within five seconds
     */
    <T> List<T> read(String sql, Row.Reader<T> reader, Object... args);

    default <T> Optional<T> one(String sql, Row.Reader<T> reader, Object... args) {
        return read(sql, reader, args).stream().findFirst();
    }

    /**
     * Declares a room's tables: the n-th statement list brings version n-1 to version n. Applied once, before it returns.
     *
     * @throws dev.chela.api.fault.Permanent when the file was written by a newer version
     */
    void define(String room, List<List<String>> migrations);

    /** For status pages and benchmarks. */
    LedgerLoad load();

    enum Outcome { APPLIED, REFUSED }
}
