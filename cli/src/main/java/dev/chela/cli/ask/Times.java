package dev.chela.cli.ask;

import dev.chela.cli.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Moments and spans of time as people say them; of a span the two largest units. */
public final class Times {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Times() {}

    /** A moment in epoch milliseconds, by the clock on this wall. */
    public static String time(long millis) {
        return MOMENT.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    /** The same; empty when it is not known. */
    public static String time(Json millis) {
        return millis.number().map(Times::time).orElse("");
    }

    public static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86400 + " d " + seconds % 86400 / 3600 + " h";
    }

    /** A length in milliseconds; empty when it is not known. */
    public static String span(Json millis) {
        return millis.number().map(Duration::ofMillis).map(Times::words).orElse("");
    }

    /** How long ago a moment in epoch milliseconds was; empty when it is not known. */
    public static String since(Json epochMillis) {
        return epochMillis
                .number()
                .map(then -> words(Duration.ofMillis(System.currentTimeMillis() - then)) + " ago")
                .orElse("");
    }
}
