package dev.chela.core.guest;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where the house ends and a plugin's code begins, which may fail in any way whatever. */
public final class Boundary {
    private Boundary() {}

    /** @param door how one gets in */
    static <T> T cross(Callable<Lease> door, Callable<T> work) throws Exception {
        try (Lease lease = door.call()) {
            try {
                return work.call();
            } catch (Exception | LinkageError | StackOverflowError | AssertionError fault) {
                if (isFault(fault)) {
                    lease.failed(fault);
                }
                throw fault;
            }
        }
    }

    /** In a process that has no other plugin, and nobody who keeps books on this one; as the next one otherwise. */
    public static <T> Attempt<T> attempt(Callable<T> work) {
        return attempt(Unbooked::new, work);
    }

    private record Unbooked() implements Lease {
        @Override
        public void failed(Throwable fault) {}

        @Override
        public void close() {}
    }

    /** As {@link #cross}, with every fault as an answer; an interrupt that the work met is kept. */
    static <T> Attempt<T> attempt(Callable<Lease> door, Callable<T> work) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            return new Attempt.Done<>(cross(door, () -> {
                begun.set(true);
                return work.call();
            }));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Attempt.Failed<>(stopped, begun.get());
        } catch (Exception fault) {
            return new Attempt.Failed<>(fault, begun.get());
        } catch (LinkageError | StackOverflowError | AssertionError fault) {
            return new Attempt.Failed<>(new ExecutionException(fault), begun.get());
        }
    }

    /** Being cancelled, refused or given bad arguments is no mistake of the plugin. */
    private static boolean isFault(Throwable thrown) {
        return !(thrown instanceof CancellationException || thrown instanceof InterruptedException
                || thrown instanceof Denied || thrown instanceof Permanent || thrown instanceof Transient);
    }
}
