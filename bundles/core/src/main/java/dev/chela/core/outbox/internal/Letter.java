package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Outbound;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.Parcel;
import java.time.Duration;
import java.time.Instant;

/**
 * The next delivery of a lane.
 *
 * @param nextAt before this it must not be tried
 * @param firstAt when it was first tried; 0 when it was not
 * @param rewritten whether it says something else than its row
 */
record Letter(Held held, long nextAt, long firstAt, boolean rewritten) {
    private static final int FIRST_PAUSE_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 300_000;

    Letter(Held held, long nextAt, long firstAt) {
        this(held, nextAt, firstAt, false);
    }

    String key() {
        return held.parcel().key().value();
    }

    /** Whether somebody began to send it and nobody noted what became of it. */
    boolean unknown() {
        return held.state() == State.SENDING;
    }

    /** Whether nobody has begun to send it. */
    boolean fresh() {
        return held.state() == State.QUEUED;
    }

    Letter saying(Outbound out) {
        Parcel old = held.parcel();
        if (old.out().equals(out)) {
            return this;
        }
        Held other = new Held(new Parcel(old.key(), old.channel(), old.account(), out, old.over(), old.passing()), held.state(), held.attempt(), held.refs(), held.why(),
                held.queuedAt());
        return new Letter(other, nextAt, firstAt, true);
    }

    Duration pause(Instant now) {
        return Duration.ofMillis(Math.max(0, nextAt - now.toEpochMilli()));
    }

    /** As it stands once it is claimed. */
    Letter claimed(long now) {
        Held begun = new Held(held.parcel(), State.SENDING, held.attempt() + 1, held.refs(), held.why(), held.queuedAt());
        return new Letter(begun, nextAt, firstAt == 0 ? now : firstAt);
    }

    /** Doubles with each attempt: 1 s, 2 s, 4 s, … 5 min. */
    static Duration backOff(int attempt) {
        long millis = (long) FIRST_PAUSE_MILLIS << Math.min(20, Math.max(0, attempt - 1));
        return Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, millis));
    }
}
