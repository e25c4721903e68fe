package dev.chela.core.guest;

/** The right to be inside a plugin, until it is closed. */
public interface Lease extends AutoCloseable {
    /** Counts a fault of the plugin: not a refusal, not a bad argument. */
    void failed(Throwable fault);

    @Override
    void close();
}
