package dev.chela.core.heartbeat.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the day in which heartbeats are: from the first, which belongs to them, to the second, which does not, past midnight where
 * that is the earlier one. When both are the same there are none.
 *
 * @param end {@code 24:00} is the end of the day
 * @param timezone by its name; {@code local} and {@code user} are the machine's
 */
record ActiveHours(@Nullable String start, @Nullable String end, @Nullable String timezone) {
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final String MIDNIGHT = "24:00";

    ActiveHours {
        start = start == null ? "00:00" : start;
        end = end == null ? MIDNIGHT : end;
        timezone = timezone == null ? "local" : timezone;
        check("start", start);
        if (!end.equals(MIDNIGHT)) {
            check("end", end);
        }
        zone(timezone);
    }

    private static void check(String name, String time) {
        if (!TIME.matcher(time).matches()) {
            throw new IllegalArgumentException(name + " is \"" + time + "\"; it must be a time of day like \"08:30\"");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return name.equals("local") || name.equals("user") ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("timezone is \"" + name + "\"; it must be \"local\", \"user\" or a name like \"Europe/Berlin\"");
        }
    }

    ZoneId zone() {
        return zone(String.valueOf(timezone));
    }

    boolean contain(Instant instant) {
        int now = instant.atZone(zone()).toLocalTime().toSecondOfDay();
        int from = LocalTime.parse(String.valueOf(start)).toSecondOfDay();
        int to = MIDNIGHT.equals(end) ? 86_400 : LocalTime.parse(String.valueOf(end)).toSecondOfDay();
        return from <= to ? now >= from && now < to : now >= from || now < to;
    }
}
