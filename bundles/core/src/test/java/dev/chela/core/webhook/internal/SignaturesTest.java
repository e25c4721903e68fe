package dev.chela.core.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.Secret;
import dev.chela.core.webhook.Webhooks.Admission;
import dev.chela.core.webhook.Webhooks.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against what GitHub and Standard Webhooks publish for testing. */
class SignaturesTest {
    private static final Secret GITHUB = new Secret("It's a Secret to Everybody");
    private static final String GITHUB_SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static final Secret STANDARD = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String STANDARD_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final long STANDARD_TIME = 1_614_265_330;

    private static Call call(String body, Map<String, String> headers) {
        Map<String, List<String>> all = new java.util.HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Call("here", all, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Admission github(String body, String signature) {
        return Signatures.github(GITHUB, call(body, Map.of("x-hub-signature-256", signature)));
    }

    @Test
    void github_s_own_example_is_right_and_anything_else_is_not() {
        assertThat(github("Hello, World!", GITHUB_SIGNATURE)).isEqualTo(Admission.ADMITTED);
        assertThat(github("Hello, World?", GITHUB_SIGNATURE)).isEqualTo(Admission.WRONG);
        assertThat(github("Hello, World!", GITHUB_SIGNATURE.substring(7))).isEqualTo(Admission.WRONG);
        assertThat(github("Hello, World!", GITHUB_SIGNATURE.replace('7', '8'))).isEqualTo(Admission.WRONG);
        assertThat(github("Hello, World!", "sha256=")).isEqualTo(Admission.WRONG);
        assertThat(github("Hello, World!", "")).isEqualTo(Admission.NOTHING_SHOWN);
        assertThat(Signatures.github(new Secret("another"), call("Hello, World!", Map.of("x-hub-signature-256", GITHUB_SIGNATURE))))
                .isEqualTo(Admission.WRONG);
    }

    private static Admission standard(String id, long time, String signature, long secondsLater) {
        return Signatures.standard(STANDARD, 300, call("{\"test\": 2432232314}",
                Map.of("webhook-id", id, "webhook-timestamp", "" + time, "webhook-signature", signature)), Instant.ofEpochSecond(STANDARD_TIME + secondsLater));
    }

    @ParameterizedTest
    @CsvSource({"0,ADMITTED", "299,ADMITTED", "300,ADMITTED", "301,STALE", "-300,ADMITTED", "-301,STALE", "864000,STALE"})
    void the_standard_s_own_example_is_right_as_long_as_it_is_new(long secondsLater, Admission admission) {
        assertThat(standard("msg_p5jXN8AQM9LWM0D4loKWxJek", STANDARD_TIME, STANDARD_SIGNATURE, secondsLater)).isEqualTo(admission);
    }

    @Test
    void neither_the_id_nor_the_time_can_be_changed_and_one_of_several_signatures_is_enough() {
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        assertThat(standard(id + "x", STANDARD_TIME, STANDARD_SIGNATURE, 0)).isEqualTo(Admission.WRONG);
        assertThat(standard(id, STANDARD_TIME + 1, STANDARD_SIGNATURE, 0)).isEqualTo(Admission.WRONG);
        assertThat(standard(id, STANDARD_TIME, "v1,AAAA v1a,BBBB " + STANDARD_SIGNATURE, 0)).isEqualTo(Admission.ADMITTED);
        assertThat(standard(id, STANDARD_TIME, "v2" + STANDARD_SIGNATURE.substring(2), 0)).isEqualTo(Admission.WRONG);
        assertThat(standard("", STANDARD_TIME, STANDARD_SIGNATURE, 0)).isEqualTo(Admission.NOTHING_SHOWN);
    }

    @Test
    void a_secret_that_looks_like_one_of_the_standard_has_to_be_one() {
        assertThat(Signatures.isKey(STANDARD)).isTrue();
        assertThat(Signatures.isKey(new Secret("any words at all"))).isTrue();
        assertThat(Signatures.isKey(new Secret("whsec_***"))).isFalse();
        assertThat(Signatures.isKey(new Secret("whsec_"))).isFalse();
    }
}
