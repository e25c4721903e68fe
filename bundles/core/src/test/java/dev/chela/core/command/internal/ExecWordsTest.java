package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecWordsTest {
    @Test
    void options_stand_before_the_words_and_the_last_of_one_counts() {
        ExecWords words = ExecWords.of("host=sandbox SECURITY=Deny ask=off ask=always  do ask=nothing");
        assertThat(words.said()).isEqualTo(Map.of("host", "sandbox", "security", "deny", "ask", "always"));
        assertThat(words.rest()).isEqualTo("do ask=nothing");
        assertThat(words.wrong()).isEmpty();
        assertThat(ExecWords.of("")).isEqualTo(new ExecWords("", Map.of(), ""));
    }

    @ParameterizedTest
    @CsvSource({"node=attic,no node hosts", "host=node,no node hosts", "security=loose,security=loose", "ask=never now,ask=never", "please,\"please\""})
    void what_does_not_fit_is_named(String args, String told) {
        ExecWords words = ExecWords.of(args);
        assertThat(words.wrong()).contains(told);
        assertThat(words.said()).isEmpty();
    }

    @Test
    void within_a_message_they_are_taken_out_unless_they_are_code_or_do_not_fit() {
        assertThat(ExecWords.within("look around /exec ask=always and clean up"))
                .isEqualTo(new ExecWords("look around and clean up", Map.of("ask", "always"), ""));
        assertThat(ExecWords.within("/exec: security=deny clean up").rest()).isEqualTo("clean up");
        for (String plain : new String[] {"what is /exec?", "see /exec ask=perhaps there", "x/exec ask=off", "```\n/exec ask=off\n```"}) {
            assertThat(ExecWords.within(plain)).isEqualTo(new ExecWords(plain, Map.of(), ""));
        }
    }
}
