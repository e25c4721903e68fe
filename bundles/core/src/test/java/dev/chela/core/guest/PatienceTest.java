package dev.chela.core.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final Patience patience = new Patience();
    private Instant now = START;

    private void failed(int times) {
        for (int time = 0; time < times; time++) {
            patience.failed(now);
        }
    }

    private Duration rest() {
        return Duration.between(now, patience.until());
    }

    @Test
    void nine_mistakes_are_borne_and_the_tenth_in_a_row_is_not() {
        failed(9);
        assertThat(patience.rests(now)).isFalse();
        assertThat(patience.failed(now)).isTrue();
        assertThat(patience.rests(now)).isTrue();
        assertThat(rest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(patience.rests(now.plusSeconds(60))).isFalse();
    }

    @Test
    void calls_that_were_under_way_make_a_rest_no_longer() {
        failed(10);
        now = now.plusSeconds(30);
        assertThat(patience.failed(now)).isFalse();
        assertThat(rest()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void after_a_rest_one_more_mistake_is_enough_for_a_longer_one_an_hour_at_most() {
        failed(10);
        for (int minutes : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            now = patience.until();
            assertThat(patience.failed(now)).isTrue();
            assertThat(rest()).isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void an_answer_forgives_everything() {
        failed(10);
        now = patience.until();
        patience.answered();
        failed(9);
        assertThat(patience.rests(now)).isFalse();
        failed(1);
        assertThat(rest()).isEqualTo(Duration.ofMinutes(1));
    }
}
