package dev.chela.archetype.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Verdict;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleHookTest {
    private static Verdict<Received> verdict(String text) {
        return new SampleHook().on(new Received(new RunId("r"), new SessionKey("agent:main:main"), "chat", "", "", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"})
    void takes_the_number_of_a_card_out_and_leaves_the_rest(String number) {
        assertThat(verdict("pay with " + number + ", please")).isInstanceOfSatisfying(Verdict.Replace.class,
                replaced -> assertThat(((Received) replaced.with()).text()).isEqualTo("pay with [card], please"));
    }

    @Test
    void lets_everything_else_pass() {
        assertThat(verdict("order 41111111111111112 of 2026-11-22")).isInstanceOf(Verdict.Pass.class);
    }
}
