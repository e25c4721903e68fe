package dev.chela.core.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A platform that takes nothing is told within half a minute, whatever it tells us. */
class LeavingTest {
    private static final Health WELL = new Health(Status.CONNECTED, "@bot", "");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Delivery SENT = new Delivery.Sent(List.of());
    private static final Delivery LATER = new Delivery.Retry(Duration.ofMinutes(1));

    private final Leaving leaving = new Leaving();

    private Health at(int seconds) {
        return leaving.judged(WELL, NOON.plusSeconds(seconds));
    }

    private boolean tried(int seconds, Delivery how) {
        return leaving.ended(leaving.begun(NOON.plusSeconds(seconds)), how);
    }

    @Test
    void what_is_put_off_for_a_minute_is_told_after_ten_seconds_and_until_something_leaves() {
        assertThat(tried(0, LATER)).isTrue();
        assertThat(at(9)).isEqualTo(WELL);
        assertThat(at(10).status()).isEqualTo(Status.DEGRADED);
        assertThat(at(10).detail()).isEqualTo("@bot; nothing could be sent since 2026-11-22T12:00:00Z");
        assertThat(at(10).advice()).isNotBlank();
        assertThat(tried(61, LATER)).as("it is known already").isFalse();
        assertThat(at(62).detail()).contains("12:00:00Z");
        tried(121, SENT);
        assertThat(at(500)).isEqualTo(WELL);
    }

    @Test
    void a_platform_that_is_slow_is_told_while_it_has_the_message() {
        Object slow = leaving.begun(NOON);
        assertThat(at(9)).isEqualTo(WELL);
        assertThat(at(10).status()).isEqualTo(Status.DEGRADED);
        leaving.ended(slow, SENT);
        assertThat(at(11)).isEqualTo(WELL);
    }

    @Test
    void what_is_in_doubt_is_told_until_something_leaves_and_not_for_ever() {
        assertThat(tried(0, new Delivery.InDoubt("no answer"))).isTrue();
        assertThat(at(10).status()).isEqualTo(Status.DEGRADED);
        assertThat(at(299).status()).isEqualTo(Status.DEGRADED);
        assertThat(at(300)).isEqualTo(WELL);
        tried(400, new Delivery.InDoubt("no answer"));
        tried(408, new Delivery.InDoubt("no answer, again"));
        assertThat(at(410).detail()).as("what is repeated is in doubt since the first time").contains("12:06:40Z");
        tried(411, SENT);
        assertThat(at(430)).isEqualTo(WELL);
    }

    @Test
    void a_refusal_is_an_answer_and_what_the_account_says_itself_counts_more() {
        tried(0, LATER);
        Health dead = new Health(Status.AUTH_FAILED, "no", "ask");
        assertThat(leaving.judged(dead, NOON.plusSeconds(60))).isEqualTo(dead);
        tried(1, new Delivery.Rejected(Refusal.NOT_FOUND, "nobody"));
        assertThat(at(60)).isEqualTo(WELL);
        assertThat(leaving.judged(new Health(Status.CONNECTED, "", ""), NOON)).isEqualTo(new Health(Status.CONNECTED, "", ""));
    }
}
