package dev.chela.core.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.List;

/** When a server wants to be asked again: {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3), or {@code retry-after-ms}. Pure. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** @param headers with names in lower case @return a day at most; zero when the server did not say, or not in a way that can be read */
    public static Duration of(Map<String, List<String>> headers, Instant now) {
        String millis = first(headers, "retry-after-ms");
        if (!millis.isEmpty()) {
            return bounded(number(millis) / 1000);
        }
        String text = first(headers, "retry-after");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        return Character.isDigit(text.charAt(0)) ? bounded(number(text)) : date(text, now);
    }

    private static String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    private static Duration bounded(double seconds) {
        return seconds > 0 ? Duration.ofMillis((long) Math.min(seconds * 1000, LONGEST.toMillis())) : Duration.ZERO;
    }

    private static Duration date(String text, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return at.isAfter(now) ? bounded(Duration.between(now, at).toMillis() / 1000.0) : Duration.ZERO;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
