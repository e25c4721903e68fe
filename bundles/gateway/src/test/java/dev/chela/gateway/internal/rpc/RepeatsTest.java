package dev.chela.gateway.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that are given again for a moment. */
class RepeatsTest {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private long now;
    private int made;
    private final Repeats repeats = new Repeats(Duration.ofMillis(250), () -> now);

    private String answer() throws Throwable {
        return mapper.writeValueAsString(Map.of("payload", repeats.answer(mapper, () -> Map.of("n", ++made))));
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void the_same_is_told_until_the_moment_is_over() throws Throwable {
        assertThat(answer()).isEqualTo("{\"payload\":{\"n\":1}}");
        pass(249);
        assertThat(answer()).isEqualTo("{\"payload\":{\"n\":1}}");
        pass(1);
        assertThat(answer()).isEqualTo("{\"payload\":{\"n\":2}}");
    }

    @Test
    void a_fault_is_not_kept() throws Throwable {
        assertThatThrownBy(() -> repeats.answer(mapper, () -> {
            throw new IllegalStateException("not now");
        })).hasMessage("not now");
        assertThat(answer()).isEqualTo("{\"payload\":{\"n\":1}}");
    }
}
