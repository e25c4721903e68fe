package dev.chela.core.markup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Rendered;
import dev.chela.core.markup.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    private static Capabilities can(String dialect, int limit) {
        return new Capabilities(limit, Capabilities.Unit.UTF16, dialect, Duration.ZERO, Set.of("Post"), false);
    }

    private static List<Rendered> parts(String text, Capabilities can) {
        return Dialect.of(can).parts(text, can);
    }

    private static String plain(String text) {
        return PlainText.of(text);
    }

    @Test
    void a_letter_has_any_number_of_marks_in_one_piece() {
        String answer = "**a** _b_\n\n".repeat(200) + "1 < 2";
        assertThat(parts(answer, can("email-html", 100_000))).singleElement().satisfies(one -> {
            assertThat(one.dialect()).isEqualTo("email-html");
            assertThat(one.text()).startsWith("<b>a</b> <i>b</i>\n\n").endsWith("1 &lt; 2");
        });
        assertThat(parts(answer, can("telegram-html", 100_000))).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "**bold**, _slanted_ and `code`          | bold, slanted and code",
        "see [the page](https://example.org/a)   | see the page (https://example.org/a)",
        "see <https://example.org/a>             | see https://example.org/a",
        "write to <me@example.org>               | write to me@example.org",
        "![a cat](cat.png)                       | a cat (cat.png)",
        "![](cat.png)                            | cat.png",
        "[](https://example.org)                 | https://example.org",
        "### A heading                           | A heading",
        "2 * 3 * 4 = 24 and snake_case_name      | 2 * 3 * 4 = 24 and snake_case_name",
        "#channel stays, so does <b>this</b>     | #channel stays, so does <b>this</b>",
        "[note]: https://example.org             | [note]: https://example.org",
        "not \\*slanted\\*                       | not *slanted*"})
    void leaves_words_and_addresses_and_takes_the_marks(String markdown, String text) {
        assertThat(plain(markdown)).isEqualTo(text);
    }

    @Test
    void keeps_paragraphs_lists_lines_and_code_apart() {
        String answer = "Two things:\n\n1. wash\n2. dry\n   - well\n\n```java\nint a = 1;\n\nint b = 2;\n```\nthe end\nof it";
        assertThat(plain(answer)).isEqualTo(
                "Two things:\n\n1. wash\n2. dry\n   - well\n\nint a = 1;\n\nint b = 2;\n\nthe end\nof it");
    }

    @Test
    void cuts_after_writing_so_that_marks_which_go_take_no_room() {
        assertThat(parts("**twelve chars**", can("plain", 12))).containsExactly(new Rendered("plain", "twelve chars"));
    }

    @Test
    void leaves_answers_as_they_are_where_markdown_is_shown() {
        assertThat(parts("**bold**", can("markdown", 100))).containsExactly(new Rendered("markdown", "**bold**"));
    }

    @Test
    void writes_plain_text_for_a_dialect_that_it_does_not_know_and_says_so() {
        assertThat(parts("**bold**", can("klingon", 100))).containsExactly(new Rendered("plain", "bold"));
    }
}
