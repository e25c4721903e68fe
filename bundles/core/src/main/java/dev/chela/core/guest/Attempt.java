package dev.chela.core.guest;

import dev.chela.api.fault.Fault;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** How a call into a plugin ended, for callers to whom a plugin's fault is one answer among others. */
public sealed interface Attempt<T> {
    /** What it answered, or what stands for it when it did not. */
    default T or(Function<Failed<T>, T> instead) {
        return this instanceof Done<T> done ? done.value() : instead.apply((Failed<T>) this);
    }

    default void ifFailed(Consumer<Failed<T>> then) {
        if (this instanceof Failed<T> failed) {
            then.accept(failed);
        }
    }

    /** For people: a fault of the API speaks for itself, anything else is told with its type. */
    static String said(Throwable fault) {
        Throwable cause = thrown(fault);
        return cause instanceof Fault ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private static Throwable thrown(Throwable fault) {
        return fault instanceof ExecutionException && fault.getCause() != null ? fault.getCause() : fault;
    }

    /** The plugin's code returned. */
    record Done<T>(T value) implements Attempt<T> {}

    /**
     * The plugin threw, did not finish in time, or is gone.
     *
     * @param begun whether its code was entered: if not, it has done nothing
     */
    record Failed<T>(Exception fault, boolean begun) implements Attempt<T> {
        public String said() {
            return Attempt.said(fault);
        }

        /** What its code threw, also where that was an error. */
        public Throwable thrown() {
            return Attempt.thrown(fault);
        }
    }
}
