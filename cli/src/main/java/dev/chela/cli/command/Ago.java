package dev.chela.cli.command;

import dev.chela.cli.json.Json;
import java.time.Duration;

/** Spans of time as people say them: the two largest units. */
final class Ago {
    private Ago() {}

    static String words(Duration time) {
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
    static String span(Json millis) {
        return millis.number().map(Duration::ofMillis).map(Ago::words).orElse("");
    }

    /** How long ago a moment in epoch milliseconds was; empty when it is not known. */
    static String since(Json epochMillis) {
        return epochMillis
                .number()
                .map(then -> words(Duration.ofMillis(System.currentTimeMillis() - then)) + " ago")
                .orElse("");
    }
}
