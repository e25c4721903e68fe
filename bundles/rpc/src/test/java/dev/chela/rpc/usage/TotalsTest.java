package dev.chela.rpc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.json.Json;
import org.junit.jupiter.api.Test;

class TotalsTest {
    @Test
    void what_went_through_caches_is_summed_up_apart() {
        Totals one = Totals.of(Json.read("{\"input\":30,\"cacheRead\":60,\"cacheWrite\":10,\"output\":20,\"totalTokens\":120}"));
        Totals both = one.plus(one);
        assertThat(both.cacheRead()).isEqualTo(120);
        assertThat(both.cacheWrite()).isEqualTo(20);
        assertThat(both.input()).isEqualTo(60);
        assertThat(both.totalTokens()).isEqualTo(240);
    }
}
