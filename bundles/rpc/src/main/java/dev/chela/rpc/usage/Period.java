package dev.chela.rpc.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.rpc.RpcFault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** From the beginning of one day to the end of another, where the clock is the one of this zone. */
record Period(LocalDate first, LocalDate last, ZoneId zone) {
    private static final Pattern OFFSET = Pattern.compile("UTC[+-]\\d{1,2}(?::[0-5]\\d)?");
    private static final int DEFAULT_DAYS = 30;

    enum Mode {
        @JsonProperty("utc") UTC,
        @JsonProperty("gateway") GATEWAY,
        /** The zone that the client names. */
        @JsonProperty("specific") SPECIFIC
    }

    enum Range {
        @JsonProperty("7d") WEEK(7),
        @JsonProperty("30d") MONTH(30),
        @JsonProperty("90d") QUARTER(90),
        @JsonProperty("1y") YEAR(365),
        @JsonProperty("all") ALL(0);

        private final int days;

        Range(int days) {
            this.days = days;
        }
    }

    /** @param method whose parameters these are, for its refusals */
    static ZoneId zone(String method, Optional<Mode> mode, Optional<String> timeZone, Optional<String> utcOffset) {
        Optional<ZoneId> offset = utcOffset.map(text -> read(method, "utcOffset", () -> offset(text)));
        Optional<ZoneId> named = timeZone.map(text -> read(method, "timeZone", () -> ZoneId.of(text)));
        return switch (mode.orElse(Mode.GATEWAY)) {
            case UTC -> ZoneOffset.UTC;
            case GATEWAY -> ZoneId.systemDefault();
            case SPECIFIC -> named.or(() -> offset).orElseThrow(() -> RpcFault.invalid(
                    "invalid " + method + " params: at /timeZone: or /utcOffset is required when mode is \"specific\""));
        };
    }

    private static ZoneId read(String method, String name, Supplier<ZoneId> zone) {
        try {
            return zone.get();
        } catch (DateTimeException unknown) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + name + ": " + unknown.getMessage());
        }
    }

    private static ZoneId offset(String text) {
        if (!OFFSET.matcher(text).matches()) {
            throw new DateTimeException("must be like UTC+2 or UTC-05:30, but is '" + text + "'");
        }
        return ZoneId.of(text.replaceFirst("([+-])(\\d)(?=:|$)", "$10$2")); // Java wants two digits.
    }

    /** Both days belong to it. A range counts back from today; without anything it is the last thirty days. */
    static Period of(String method, Optional<String> startDate, Optional<String> endDate, Optional<Range> range, ZoneId zone, Instant now) {
        LocalDate last = endDate.map(text -> day(method, "endDate", text)).orElse(LocalDate.ofInstant(now, zone));
        LocalDate back = range.filter(all -> all == Range.ALL).map(all -> LocalDate.EPOCH)
                .orElse(last.minusDays(range.map(known -> known.days).orElse(DEFAULT_DAYS) - 1L));
        LocalDate first = startDate.map(text -> day(method, "startDate", text)).orElse(back);
        if (first.isAfter(last)) {
            throw RpcFault.invalid("invalid " + method + " params: at /startDate: " + first + " is after " + last);
        }
        return new Period(first, last, zone);
    }

    private static LocalDate day(String method, String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + name + ": must be a day like 2026-01-31, but is '" + text + "'");
        }
    }

    Instant from() {
        return first.atStartOfDay(zone).toInstant();
    }

    /** The first moment that no longer belongs to it. */
    Instant to() {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }

    boolean has(long at) {
        return at >= from().toEpochMilli() && at < to().toEpochMilli();
    }
}
