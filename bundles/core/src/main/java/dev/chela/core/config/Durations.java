package dev.chela.core.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1h30m}, {@code 7d}. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /** Empty when the text is none. */
    public static Optional<Duration> parse(String text) {
        String compact = text.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        if (!WHOLE.matcher(compact).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(compact);
        while (parts.find()) {
            sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
        }
        return Optional.of(sum);
    }

    private static Duration part(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
