package dev.chela.core.store;

import java.util.List;
import java.util.function.Function;

/** One of the {@link IndexFiles} while it is open. Safe on any thread: one writes, and beside it one reads. */
public interface IndexFile extends AutoCloseable {
    /**
     * @throws dev.chela.api.fault.Transient when the file was damaged: it has been thrown away, and the next call finds it empty
     * @throws dev.chela.api.fault.Defect when the statement is wrong
     */
    <T> List<T> read(String sql, Row.Reader<T> reader, Object... args);

    /** Everything that the work does, or nothing of it. Faults as {@link #read}; what the work throws comes out as it is. */
    <T> T write(Function<Statements, T> work);

    /** Begins anew when somebody has deleted the file. */
    void check();

    @Override
    void close();

    /** Valid while the work runs. */
    interface Statements {
        /** @return rows changed */
        int run(String sql, Object... args);

        <T> List<T> read(String sql, Row.Reader<T> reader, Object... args);
    }
}
