package dev.chela.api.task;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A place to start units of work, one thread each (virtual where the JVM has them). A scope ends with its owner: its work is
 * interrupted, and waited for by a bounded time. Nothing is started after that.
 */
@ProviderType
public interface TaskScope {
    /**
     * Starts a unit of work at once. An exception that escapes it is logged with its name.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the scope has ended
     */
    void start(String name, Runnable work);

    /** As {@link #start}, for work with a result; an exception belongs to the future's holder. */
    <T> Future<T> call(String name, Callable<T> work);
}
