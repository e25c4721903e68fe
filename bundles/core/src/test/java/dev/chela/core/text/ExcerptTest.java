package dev.chela.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @ParameterizedTest
    @CsvSource({"abcd, 4, abcd", "abcde, 4, abc…", "a😀b, 4, a😀b", "a😀bc, 4, a😀…", "a😀bc, 3, a…", "😀x, 2, …", "ab, 1, …"})
    void the_dots_count_and_no_character_is_halved(String text, int most, String excerpt) {
        assertThat(Excerpt.of(text, most)).isEqualTo(excerpt);
    }

    @Test
    void a_line_is_one_line() {
        assertThat(Excerpt.line("  one\n\ttwo three ", 9)).isEqualTo("one two …");
    }
}
