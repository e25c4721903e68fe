package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final TestHost host = new TestHost(new TestHost.Memory(), Map.of(), new NoHttp());

    private Trail at(Instant now) {
        return new Trail(host, () -> now);
    }

    private static String in(long minutes) {
        return Trail.ts(START.plus(Duration.ofMinutes(minutes)));
    }

    private void store(Cursor cursor) {
        host.accept(new RawEvent(cursor.value(), "lane", Replay.ACK_GATED, cursor, "", new byte[0]));
    }

    @Test
    void a_message_is_read_from_a_little_before_the_last_one_that_was_heard() {
        Trail trail = at(START);
        assertThat(trail.closed(trail.gap(DAY))).isTrue();
        store(trail.cursor(in(60)));
        store(trail.cursor(""));
        store(trail.cursor(in(55)));
        assertThat(at(START.plus(DAY.dividedBy(2))).gap(DAY).after()).isEqualTo(in(50));
        assertThat(at(START.plus(DAY.multipliedBy(3))).gap(DAY).after()).as("not older than a day").isEqualTo(Trail.ts(START.plus(DAY.multipliedBy(2))));
    }

    @Test
    void what_was_before_the_account_was_opened_is_never_read() {
        at(START);
        assertThat(at(START.plusSeconds(60)).gap(DAY).after()).isEqualTo(Trail.ts(START));
    }

    @Test
    void a_life_that_ended_within_a_gap_is_followed_by_one_that_reads_it_again() {
        Trail trail = at(START);
        trail.closed(trail.gap(DAY));
        store(trail.cursor(in(60)));
        trail.lost();
        store(trail.cursor(in(300)));
        assertThat(at(START.plus(DAY.dividedBy(2))).gap(DAY).after()).isEqualTo(in(50));
        assertThat(trail.closed(trail.gap(DAY))).isTrue();
        store(trail.cursor(""));
        assertThat(at(START.plus(DAY.dividedBy(2))).gap(DAY).after()).isEqualTo(in(290));
    }

    @Test
    void a_line_that_is_lost_while_a_gap_is_read_has_it_read_again_by_the_same_reader() {
        Trail trail = at(START);
        assertThat(trail.begin()).isTrue();
        Trail.Gap gap = trail.gap(DAY);
        trail.lost();
        assertThat(trail.begin()).as("somebody reads already").isFalse();
        assertThat(trail.closed(gap)).isFalse();
        assertThat(trail.closed(trail.gap(DAY))).isTrue();
        assertThat(trail.begin()).as("there is no gap").isFalse();
    }
}
