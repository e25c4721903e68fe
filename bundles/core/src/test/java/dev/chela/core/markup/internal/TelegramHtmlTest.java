package dev.chela.core.markup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramHtmlTest {
    private static final Pattern TAG = Pattern.compile(
            "<(/?)(b|i|s|code|pre|blockquote|a)((?: href=\"[^\"<>]*\"| class=\"language-[^\"<>]*\")?)>");

    private final TelegramHtml html = new TelegramHtml();

    private List<String> parts(String markdown, int limit) {
        return html.parts(markdown, new Capabilities(limit, Capabilities.Unit.UTF16, "telegram-html", Duration.ZERO, Set.of("Post"), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "**bold**, _slanted_, ~~gone~~ and `a < b` | <b>bold</b>, <i>slanted</i>, <s>gone</s> and <code>a &lt; b</code>",
        "**bold _and slanted_**                    | <b>bold <i>and slanted</i></b>",
        "# A **heading**                           | <b>A heading</b>",
        "[the page](https://example.org/?a=1&b=2)  | <a href=\"https://example.org/?a=1&amp;b=2\">the page</a>",
        "[here](notes.md)                          | here (notes.md)",
        "[run](javascript:alert)                   | run (javascript:alert)",
        "<https://example.org/a>                   | https://example.org/a",
        "![a cat](https://example.org/c.png)       | <a href=\"https://example.org/c.png\">a cat</a>",
        "**`code` stays code**                     | <code>code</code><b> stays code</b>",
        "[`code` in a link](https://example.org)   | <a href=\"https://example.org\">code in a link</a>",
        "> said                                    | <blockquote>said</blockquote>",
        "x <script>alert(1)</script>               | x &lt;script&gt;alert(1)&lt;/script&gt;",
        "2 * 3 * 4 = 24, snake_case_name, a~b~c    | 2 * 3 * 4 = 24, snake_case_name, a~b~c",
        "AT&T &amp; 1 < 2                          | AT&amp;T &amp; 1 &lt; 2",
        "---                                       | ———"})
    void writes_marks_as_tags_and_everything_else_as_words(String markdown, String written) {
        assertThat(html.whole(markdown)).isEqualTo(written);
    }

    @Test
    void keeps_blocks_apart_and_draws_nested_lists_with_signs() {
        String answer = "Two things:\n\n1. wash\n2. dry\n   - well\n   - soon\n\n   ```sh\n   ls -l\n   ```\n\nthe end\nof it";
        assertThat(html.whole(answer)).isEqualTo("Two things:\n\n1. wash\n\n2. dry\n  • well\n  • soon\n\n  <pre><code class=\"language-sh\">ls -l"
                + "</code></pre>\n\nthe end\nof it");
        assertThat(html.whole("- a\n- b\n  - c\n- d")).isEqualTo("• a\n• b\n  • c\n• d");
    }

    @Test
    void keeps_the_paragraphs_of_a_quotation_in_one_and_two_quotations_apart() {
        assertThat(html.whole("> one\n>\n> two\n\nmine\n\n> three")).isEqualTo(
                "<blockquote>one\n\ntwo</blockquote>\n\nmine\n\n<blockquote>three</blockquote>");
    }

    @Test
    void draws_a_narrow_table_in_columns() {
        assertThat(html.whole("Prices:\n\n| fruit | price |\n|:--|--:|\n| **apple** | 1 |\n| kiwi \\| x | 20 |")).isEqualTo(
                "Prices:\n\n<pre>fruit    | price\n---------+------\napple    | 1\nkiwi | x | 20</pre>");
    }

    @Test
    void draws_a_wide_table_as_a_list() {
        String wide = "w".repeat(40);
        assertThat(html.whole("| fruit | what it is like |\n|---|---|\n| apple | " + wide + " |\n| kiwi | green |")).isEqualTo(
                "• fruit: apple\n  what it is like: " + wide + "\n• fruit: kiwi\n  what it is like: green");
    }

    @Test
    void counts_what_is_read_and_not_the_tags() {
        assertThat(parts("**twelve chars** <b>", 16)).containsExactly("<b>twelve chars</b> &lt;b&gt;");
    }

    @Test
    void ends_a_mark_that_it_cuts_through_and_begins_it_again() {
        assertThat(parts("**one two three four**", 12)).containsExactly("<b>one two</b>", "<b>three four</b>");
        assertThat(parts("```java\nint a = 1;\nint b = 2;\n    int c = 3;\n```\nDone.", 22)).containsExactly(
                "<pre><code class=\"language-java\">int a = 1;\nint b = 2;</code></pre>",
                "<pre><code class=\"language-java\">    int c = 3;</code></pre>\n\nDone.");
    }

    @Test
    void moves_a_block_of_code_that_fits_into_one_part_to_the_next() {
        assertThat(parts("Some words that lead to it:\n```sh\nls -l /some/where\nls -a\n```", 40)).containsExactly(
                "Some words that lead to it:", "<pre><code class=\"language-sh\">ls -l /some/where\nls -a</code></pre>");
    }

    @Test
    void makes_nothing_of_a_blank_answer() {
        assertThat(parts(" \n ", 40)).isEmpty();
    }

    @Test
    void has_no_more_marks_in_a_part_than_are_shown() {
        List<String> parts = parts("**a** b ".repeat(150), 4_096);
        assertThat(parts).hasSize(2).allSatisfy(part -> assertThat(part.split("<b>").length - 1).isLessThanOrEqualTo(100));
    }

    @Test
    void never_exceeds_the_limit_never_loses_a_word_and_never_leaves_a_tag_open() {
        Random random = new Random(11);
        String[] pieces = {"word ", "länger ", "😀", "😀 ", "\n", "\n\n", "\n```\n", "\n~~~~\n", "x".repeat(30) + " ", "- item\n", "\n```java\n",
            "**", "_", "`", "~~", "> ", "  - sub\n", "1. one\n", "[a](https://e.org/x)", "<b>", "&amp;", "\n| a | b |\n|---|---|\n| c | d |\n", "# head\n",
            "\"", "<", "    code\n", "[", "](", ")", "!", "***", "<br>", "\\*"};
        for (int round = 0; round < 1_500; round++) {
            String markdown = random.ints(80, 0, pieces.length).mapToObj(i -> pieces[i]).collect(Collectors.joining());
            int limit = 20 + random.nextInt(120);
            List<String> parts = parts(markdown, limit);
            assertThat(parts).as(markdown).allSatisfy(part -> {
                assertThat(read(part).length()).isLessThanOrEqualTo(limit);
                assertThat(read(part)).isNotBlank().matches(text -> text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF));
            });
            assertThat(words(read(String.join("\n", parts)))).as(markdown).isEqualTo(words(read(html.whole(markdown))));
            assertThat(words(read(html.whole(markdown))) + words(html.whole(markdown))).as(markdown).contains(letters(PlainText.of(markdown)));
        }
    }

    /** Of each text, what is no sign that a platform draws otherwise: enough to see that no word is lost. */
    private static String[] letters(String text) {
        return Pattern.compile("[a-zä😀]{4,}").matcher(text).results().map(MatchResult::group).distinct()
                .filter(word -> !word.startsWith("java")).toArray(String[]::new);
    }

    private static String words(String text) {
        return text.replaceAll("\\s", "");
    }

    /** As the platform reads it: fails where the platform would refuse the message. */
    private static String read(String written) {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        Matcher tag = TAG.matcher(written);
        int at = 0;
        while (tag.find()) {
            text.append(words(written, at, tag.start()));
            at = tag.end();
            if (tag.group(1).isEmpty()) {
                assertThat(open).as("a tag within itself in %s", written).doesNotContain(tag.group(2).equals("code") ? "code" : tag.group(2));
                open.push(tag.group(2));
            } else {
                assertThat(open.poll()).as(written).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).as(written).isEmpty();
        return text.append(words(written, at, written.length())).toString();
    }

    private static String words(String written, int from, int to) {
        String text = written.substring(from, to);
        assertThat(text).as(written).doesNotContain("<", ">").doesNotContainPattern("&(?!(amp|lt|gt|quot);)");
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
}
