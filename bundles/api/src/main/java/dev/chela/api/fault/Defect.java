package dev.chela.api.fault;

/** A mistake in this program: an invariant that did not hold. Never shown as the fault of a person, a model or a platform. */
public final class Defect extends Fault {
    public Defect(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }

    public Defect(String message) {
        this(message, null);
    }
}
