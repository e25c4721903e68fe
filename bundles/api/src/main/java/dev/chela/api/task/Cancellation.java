package dev.chela.api.task;

import org.osgi.annotation.versioning.ProviderType;

/** The token of one unit of work. It goes from live to cancelled once, and never back. Safe on any thread. */
@ProviderType
public interface Cancellation {
    boolean cancelled();

    /** @throws java.util.concurrent.CancellationException when cancelled */
    void check();

    /**
     * Runs an action when this is cancelled, on the thread that cancels; at once if it already is. Actions must be quick and
     * must not throw.
     *
     * @return takes the action back; closing it twice does nothing
     */
    Registration onCancel(Runnable action);

    /** Something that can be taken back. */
    @ProviderType
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
