package dev.chela.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTest {
    private static Agent agent(String name, String emoji) {
        return new Agent(AgentId.MAIN, "main", new Agent.Identity(name, "", emoji, ""), "auto", List.of(), Path.of("w"), Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Clara Bell | clara bell, are you there? | true",
        "Clara Bell | @Clara  Bell what time is it | true",
        "Clara Bell | clarabell | false",
        "Clara Bell | clara | false",
        "Zoë        | frag zoë! | true",
        "Zoë        | zoëlle war da | false",
        "A.B        | what does a.b say | true",
        "A.B        | what does axb say | false",
        "''         | well, main thing is | false",
        "Clara Bell | 🦀 hello | true",
    })
    void by_its_name_or_its_emoji(String name, String text, boolean meant) {
        assertThat(Mentions.speaksTo(agent(name, "🦀"), Optional.empty(), text)).isEqualTo(meant);
    }

    @Test
    void configured_patterns_replace_the_name_and_none_switch_it_off() {
        Agent clara = agent("Clara", "");
        assertThat(Mentions.speaksTo(clara, Optional.of(List.of("\\bhouse\\b")), "the HOUSE burns")).isTrue();
        assertThat(Mentions.speaksTo(clara, Optional.of(List.of("\\bhouse\\b")), "clara?")).isFalse();
        assertThat(Mentions.speaksTo(clara, Optional.of(List.of()), "clara?")).isFalse();
    }

    @Test
    void a_pattern_that_is_none_matches_nothing_and_spoils_no_other() {
        assertThat(Mentions.speaksTo(agent("Clara", ""), Optional.of(List.of("(", "house")), "house")).isTrue();
    }

    @Test
    @Timeout(20)
    void a_pattern_that_would_search_for_ever_is_given_up() {
        assertThat(Mentions.speaksTo(agent("Clara", ""), Optional.of(List.of("(a+)+$")), "a".repeat(1_000) + "!")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"@house /status, /status", "'<@123>, /new', /new", "'@house: hello', hello", "/status, /status", "a@b.c x, a@b.c x"})
    void an_order_may_stand_behind_a_mention(String text, String order) {
        assertThat(Mentions.afterMention(text)).isEqualTo(order);
    }
}
