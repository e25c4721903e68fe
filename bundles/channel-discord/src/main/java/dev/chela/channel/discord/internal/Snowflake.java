package dev.chela.channel.discord.internal;

import java.time.Duration;
import java.time.Instant;

/** Discord's ids: later ones are larger, and each tells its time (docs/reference, "Snowflakes"). */
final class Snowflake {
    private static final long EPOCH = 1_420_070_400_000L;
    private static final int BELOW_TIME = 22;

    private Snowflake() {}

    static boolean is(String text) {
        return text.matches("[0-9]{15,19}");
    }

    static Instant time(String id) {
        return Instant.ofEpochMilli((number(id) >> BELOW_TIME) + EPOCH);
    }

    /** The first id of a moment. */
    static long at(Instant time) {
        return Math.max(0, time.toEpochMilli() - EPOCH) << BELOW_TIME;
    }

    /** @return 0 for what is none */
    static long number(String id) {
        return is(id) ? Long.parseLong(id) : 0;
    }

    static long earlier(long id, Duration by) {
        return Math.max(0, id - (by.toMillis() << BELOW_TIME));
    }
}
