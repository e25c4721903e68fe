package dev.chela.api.fault;

/** The root of every failure that crosses a seam of the house. The message is written for a person. */
public abstract sealed class Fault extends RuntimeException permits Transient, Permanent, Denied, Defect {
    protected Fault(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }
}
