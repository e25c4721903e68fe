package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final URI PLACE = URI.create("https://user:pw@api.example/v1/chat?key=hidden");

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 529})
    void may_pass(int status) {
        assertThat(refusal(status, Map.of(), "")).isInstanceOf(Transient.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 402, 403, 404, 413, 422, 501})
    void will_not_pass(int status) {
        assertThat(refusal(status, Map.of(), "")).isInstanceOf(Permanent.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "retry-after | 7 | 7000",
        "retry-after | 1.5 | 1500",
        "retry-after-ms | 250 | 250",
        "retry-after | Sat, 21 Nov 2026 12:00:30 GMT | 30000",
        "retry-after | Sat, 21 Nov 2026 11:00:00 GMT | 0",
        "retry-after | soon | 0",
        "retry-after | -5 | 0",
        "retry-after | 99999999999 | 86400000"
    })
    void retry_after_is_read_in_each_of_its_forms(String header, String value, long millis) {
        Transient fault = (Transient) refusal(429, Map.of(header, List.of(value)), "");
        assertThat(fault.after()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"error\":{\"message\":\"too many\"}} | too many",
        "{\"error\":\"model not found\"} | model not found",
        "{\"message\":\"nope\"} | nope",
        "{\"detail\":\"bad\"} | bad",
        "<html><h1>Bad Gateway</h1></html> | Bad Gateway",
        "plain words | plain words"
    })
    void the_servers_own_words_are_shown(String body, String words) {
        assertThat(refusal(500, Map.of(), body)).hasMessage("https://api.example/v1/chat answered 500: " + words);
    }

    @Test
    void keys_queries_and_users_are_not_shown() {
        assertThat(refusal(401, Map.of(), "{\"error\":{\"message\":\"Incorrect key sk-proj-abc***xyz, Bearer abcdef\"}}"))
                .hasMessageContaining("Incorrect key [secret]")
                .hasMessageNotContainingAny("abc", "hidden", "pw@");
    }

    @Test
    void an_empty_purse_does_not_fill_by_waiting_though_it_says_429() {
        assertThat(refusal(429, Map.of(), "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"pay\"}}"))
                .isInstanceOf(Permanent.class);
    }

    @Test
    void a_long_page_is_cut() {
        assertThat(refusal(500, Map.of(), "x ".repeat(5000)).getMessage().length()).isLessThan(600);
    }

    private static Fault refusal(int status, Map<String, List<String>> headers, String body) {
        return Refusals.of(PLACE, status, headers, body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
