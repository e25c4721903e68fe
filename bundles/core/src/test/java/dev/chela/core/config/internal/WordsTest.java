package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.config.Durations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"port,prot,1", "port,port,0", "'',abc,3", "kitten,sitting,3", "ab,ba,1"})
    void counts_insertions_deletions_changes_and_swaps(String a, String b, int distance) {
        assertThat(Words.distance(a, b)).isEqualTo(distance);
        assertThat(Words.distance(b, a)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"prot,port", "Port,port", "base_url,baseUrl", "primry,primary"})
    void suggests_the_nearest_word(String wrong, String right) {
        assertThat(Words.nearest(wrong, List.of("port", "baseUrl", "primary", "x"))).contains(right);
    }

    @Test
    void suggests_nothing_far_fetched() {
        assertThat(Words.hint("elephant", List.of("port", "bind"))).isEqualTo("; here stand: bind, port");
        assertThat(Words.hint("elephant", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "5m,300000", "1h,3600000", "1h30m,5400000", "7d,604800000", "2 H,7200000"})
    void reads_durations(String text, long millis) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "m", "-5m", "5w", "1h-", "999999999999s"})
    void reads_no_other_text_as_a_duration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
