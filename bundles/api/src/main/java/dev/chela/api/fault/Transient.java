package dev.chela.api.fault;

import java.time.Duration;

/** It may work later: a lost connection, a rate limit, a server that is starting. */
public final class Transient extends Fault {
    private final Duration after;

    /** @param after how long to wait at least before the next attempt; zero when nobody said */
    public Transient(String message, Duration after, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.after = after;
    }

    public Transient(String message, Duration after) {
        this(message, after, null);
    }

    public Duration after() {
        return after;
    }
}
