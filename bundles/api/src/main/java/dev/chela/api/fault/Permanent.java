package dev.chela.api.fault;

/** It will not work however often it is tried: a bad request, a missing file, a revoked key. */
public final class Permanent extends Fault {
    public Permanent(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }

    public Permanent(String message) {
        this(message, null);
    }
}
