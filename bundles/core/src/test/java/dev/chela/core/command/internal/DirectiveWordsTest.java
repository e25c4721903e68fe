package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectiveWordsTest {
    private static final Map<Directive, Set<String>> LEVELS = Map.of(
            Directive.THINK, Set.of("low", "high"), Directive.VERBOSE, Set.of("on", "off"), Directive.MODEL, Set.of("test/other"));

    private static DirectiveWords read(String text) {
        return DirectiveWords.of(text, (directive, word) -> LEVELS.getOrDefault(directive, Set.of()).contains(word));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/think high                          | ''                          | {THINK=high}",
        "/t:low                               | ''                          | {THINK=low}",
        "/think: high what is it?             | what is it?                 | {THINK=high}",
        "what /think high is it?              | what is it?                 | {THINK=high}",
        "what is it? /v on /thinking low      | what is it?                 | {THINK=low, VERBOSE=on}",
        "/think low /think high now           | now                         | {THINK=high}",
        "/model test/other say hello          | say hello                   | {MODEL=test/other}",
        "/think about it                      | /think about it             | {}",
        "what does /think do?                 | what does /think do?        | {}",
        "see docs/think high                  | see docs/think high         | {}",
        "/think highest                       | /think highest              | {}",
        "/nothing high                        | /nothing high               | {}",
        "/think /think high go                | /think go                   | {THINK=high}",
    })
    void what_is_meant_for_the_house_is_taken_out_and_all_else_stays(String text, String rest, String found) {
        DirectiveWords words = read(text);
        assertThat(words.rest()).isEqualTo(rest);
        assertThat(words.found().toString()).isEqualTo(found);
    }

    @Test
    void code_and_line_breaks_stay_as_they_are() {
        String code = "look:\n\n  line\n```\nrun /think high now\n```";
        assertThat(read(code).rest()).isEqualTo(code);
        assertThat(read("/think high\nfirst line\n  second line").rest()).isEqualTo("first line\n  second line");
    }
}
