package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Freshness.Rule;
import dev.chela.core.session.ResetConfig.ByType;
import dev.chela.core.session.ResetConfig.Kind;
import dev.chela.core.session.ResetConfig.Mode;
import dev.chela.core.session.ResetConfig.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
    private static final int SAMPLES = Integer.getInteger("chela.samples", 2_000) / 5;
    private static final Instant FIRST = Instant.parse("1975-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2037-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,    4, 2026-11-21T14:00:00Z, 2026-11-21T03:00:00Z",
        "Europe/Berlin,    4, 2026-11-21T02:59:59Z, 2026-11-20T03:00:00Z",
        "Europe/Berlin,    4, 2026-11-21T03:00:00Z, 2026-11-21T03:00:00Z",
        "Europe/Berlin,    2, 2026-03-29T12:00:00Z, 2026-03-29T01:00:00Z",
        "Europe/Berlin,    2, 2026-10-25T12:00:00Z, 2026-10-25T00:00:00Z",
        "America/New_York, 4, 2026-03-08T09:00:00Z, 2026-03-08T08:00:00Z",
        "Asia/Kathmandu,   4, 2026-06-01T00:00:00Z, 2026-05-31T22:15:00Z",
        "Pacific/Apia,     4, 2011-12-30T13:00:00Z, 2011-12-29T14:00:00Z",
        "Pacific/Apia,     4, 2011-12-30T15:00:00Z, 2011-12-30T14:00:00Z",
        "America/Sao_Paulo, 0, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z",
    })
    void a_day_begins(String zone, int hour, Instant now, Instant began) {
        assertThat(Freshness.dayBegan(now, hour, ZoneId.of(zone))).isEqualTo(began);
    }

    /** Minute by minute through three days, in every zone there is, mostly where its clocks are changed. */
    @Test
    void a_day_begins_where_walking_through_the_minutes_finds_it() {
        Random random = new Random(7);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int sample = 0; sample < SAMPLES; sample++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant some = FIRST.plusSeconds((long) (random.nextDouble() * Duration.between(FIRST, LAST).toSeconds()));
            ZoneOffsetTransition change = zone.getRules().nextTransition(some);
            Instant near = change == null || change.getInstant().isAfter(LAST) || random.nextInt(5) == 0 ? some : change.getInstant();
            Instant now = near.plusSeconds(60L * random.nextInt(-60, 60 * 40)).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
            int hour = random.nextInt(24);
            assertThat(Freshness.dayBegan(now, hour, zone)).as("%s, %s o'clock, seen from %s", zone, hour, now).isEqualTo(walked(now, hour, zone));
        }
    }

    private static Instant walked(Instant now, int hour, ZoneId zone) {
        Map<LocalDate, Instant> reached = new HashMap<>();
        Instant start = now.minus(Duration.ofHours(100));
        LocalDate cut = start.atZone(zone).toLocalDate();
        for (Instant at = start; !at.isAfter(now); at = at.plusSeconds(60)) {
            ZonedDateTime local = at.atZone(zone);
            if (local.getHour() >= hour && !local.toLocalDate().equals(cut)) {
                reached.putIfAbsent(local.toLocalDate(), at);
            }
        }
        return reached.values().stream().max(Instant::compareTo).orElseThrow();
    }

    @Test
    void a_conversation_is_over_when_a_day_has_begun_since_it_did_or_nobody_spoke_for_long() {
        ZoneId utc = ZoneId.of("UTC");
        Instant now = Instant.parse("2026-01-02T12:00:00Z");
        Rule both = new Rule(Optional.of(4), Optional.of(Duration.ofMinutes(30)));
        Instant today = Instant.parse("2026-01-02T04:00:00Z");
        assertThat(Freshness.over(both, today.minusMillis(1), now, now, utc)).contains("daily");
        assertThat(Freshness.over(both, today, now.minusSeconds(30 * 60 + 1), now, utc)).contains("idle");
        assertThat(Freshness.over(both, today, now.minusSeconds(30 * 60), now, utc)).isEmpty();
        assertThat(Freshness.over(Rule.NEVER, Instant.EPOCH, Instant.EPOCH, now, utc)).isEmpty();
    }

    @Test
    void the_narrowest_word_holds_and_leaves_the_rest_to_the_wider_ones() {
        assertThat(new ResetConfig(null, null, null).rule(Kind.DIRECT, "")).isEqualTo(new Rule(Optional.of(4), Optional.empty()));
        ResetConfig config = new ResetConfig(new Policy(null, 6, null), new ByType(null, new Policy(Mode.IDLE, null, null), null),
                Map.of("discord", new Policy(null, null, 10), "slack", new Policy(Mode.OFF, null, null)));
        assertThat(config.rule(Kind.DIRECT, "")).isEqualTo(new Rule(Optional.of(6), Optional.empty()));
        assertThat(config.rule(Kind.GROUP, "telegram")).isEqualTo(new Rule(Optional.empty(), Optional.of(Duration.ofHours(1))));
        assertThat(config.rule(Kind.GROUP, "discord")).isEqualTo(new Rule(Optional.empty(), Optional.of(Duration.ofMinutes(10))));
        assertThat(config.rule(Kind.THREAD, "discord")).isEqualTo(new Rule(Optional.of(6), Optional.of(Duration.ofMinutes(10))));
        assertThat(config.rule(Kind.DIRECT, "slack")).isEqualTo(Rule.NEVER);
    }
}
