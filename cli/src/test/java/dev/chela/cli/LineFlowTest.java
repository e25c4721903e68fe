package dev.chela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineFlowTest {
    private final LineFlow flow = new LineFlow(text -> text.codePointCount(0, text.length()));

    @Test
    void a_line_stays_open_until_its_newline_comes() {
        assertThat(flow.more("one", 20)).isEmpty();
        assertThat(flow.more(" two\nthree", 20)).containsExactly("one two");
        assertThat(flow.open()).isEqualTo("three");
    }

    @Test
    void empty_lines_between_paragraphs_are_kept() {
        assertThat(flow.more("a\n\nb", 20)).containsExactly("a", "");
    }

    @Test
    void long_lines_break_between_words() {
        assertThat(flow.more("the quick brown fox", 10)).containsExactly("the quick");
        assertThat(flow.open()).isEqualTo("brown fox");
    }

    @Test
    void a_word_longer_than_the_line_breaks_where_it_must_and_never_within_a_character() {
        assertThat(flow.more("🦀".repeat(5), 2)).containsExactly("🦀🦀", "🦀🦀");
        assertThat(flow.end()).isEqualTo("🦀");
    }
}
