package dev.chela.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** When a conversation is over by itself. Pure. */
public final class Freshness {
    private Freshness() {}

    /** @param atHour the hour at which each day's conversations begin @param idle how long a conversation may rest */
    public record Rule(Optional<Integer> atHour, Optional<Duration> idle) {
        public static final Rule NEVER = new Rule(Optional.empty(), Optional.empty());
    }

    /**
     * @param started when the conversation began
     * @param touched when a person last said something in it
     * @return why it is over, {@code daily} or {@code idle}; empty when it goes on
     */
    public static Optional<String> over(Rule rule, Instant started, Instant touched, Instant now, ZoneId zone) {
        if (rule.atHour().filter(hour -> started.isBefore(dayBegan(now, hour, zone))).isPresent()) {
            return Optional.of("daily");
        }
        return rule.idle().filter(rest -> touched.plus(rest).isBefore(now)).map(rest -> "idle");
    }

    /** The last moment, not after this one, at which a day first reached the hour. A date that a zone skipped has none. */
    static Instant dayBegan(Instant now, int hour, ZoneId zone) {
        LocalDate date = now.atZone(zone).toLocalDate().plusDays(1);
        while (true) {
            Optional<Instant> reached = reached(date, hour, zone).filter(at -> !at.isAfter(now));
            if (reached.isPresent()) {
                return reached.get();
            }
            date = date.minusDays(1);
        }
    }

    /** Where clocks are set forward over the hour: that moment. Where they are set back: the first time. */
    private static Optional<Instant> reached(LocalDate date, int hour, ZoneId zone) {
        LocalDateTime local = date.atTime(hour, 0);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null || !change.isGap()) {
            return Optional.of(ZonedDateTime.of(local, zone).toInstant());
        }
        return change.getDateTimeAfter().toLocalDate().equals(date) ? Optional.of(change.getInstant()) : Optional.empty();
    }
}
