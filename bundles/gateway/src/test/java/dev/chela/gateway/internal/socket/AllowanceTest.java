package dev.chela.gateway.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.gateway.internal.Limits;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance();

    private void fill() {
        for (int request = 0; request < Limits.REQUESTS_PER_CONNECTION; request++) {
            assertThat(allowance.take(1)).isTrue();
        }
    }

    @Test
    void one_request_too_many_is_refused_until_another_is_answered() {
        fill();
        assertThat(allowance.take(1)).isFalse();
        allowance.giveBack(1);
        assertThat(allowance.take(1)).isTrue();
    }

    @Test
    void what_was_refused_loosens_no_limit() {
        fill();
        assertThat(allowance.take(Integer.MAX_VALUE)).isFalse();
        for (int request = 0; request < Limits.REQUESTS_PER_CONNECTION; request++) {
            allowance.giveBack(1);
        }
        assertThat(allowance.take(Math.toIntExact(Limits.REQUEST_BYTES_PER_CONNECTION + 1))).isTrue();
        assertThat(allowance.take(1)).isFalse();
    }
}
