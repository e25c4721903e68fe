package dev.chela.core.store;

import java.util.List;
import java.util.Optional;

/** One database, one writer, one commit. Safe on any thread. */
public interface Ledger {
    /**
     * Applies a step as one transaction. When this returns {@link Outcome#APPLIED} it is on disk, its lines have been appended to
     * their files, and its facts have been announced, in this order, on the caller's thread. When an expectation failed nothing of
     * it happened and {@link Outcome#REFUSED} comes back.
     *
     * @throws dev.chela.api.fault.Transient when the disk is full: nothing happened, trying again later may work
     */
    Outcome commit(Step step);

    /** Rows of a query on a reader's connection: sees every commit that returned before. */
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

    enum Outcome { APPLIED, REFUSED }
}
