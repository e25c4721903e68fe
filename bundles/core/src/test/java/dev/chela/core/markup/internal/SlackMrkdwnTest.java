package dev.chela.core.markup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackMrkdwnTest {
    /** Stands for the character that nobody sees. */
    private static final String SEEN = "¦";

    private final SlackMrkdwn slack = new SlackMrkdwn();

    private List<String> parts(String markdown, int limit) {
        return slack.parts(markdown, new Capabilities(limit, Capabilities.Unit.UTF16, "slack-mrkdwn", Duration.ZERO, Set.of("Post"), false));
    }

    private static String shown(String written) {
        return written.replace("\u200b", SEEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "**bold**, _slanted_, ~~gone~~ and `a < b` | *bold*, _slanted_, ~gone~ and `a &lt; b`",
        "**bold _and slanted_** on                 | *bold _and slanted_* on",
        "**bold** **and bold**, **a**_b_           | *bold* *and bold*, *a*¦_b_",
        "un**believ**able                          | un¦*believ*¦able",
        "# A **heading**                           | *A heading*",
        "[the page](https://example.org/?a=1&b=2)  | ^<https://example.org/?a=1&amp;b=2|the page>^",
        "[**bold** page](https://example.org/a%7Cb)| ^*<https://example.org/a%7Cb|bold>* <https://example.org/a%7Cb|page>^",
        "[here](notes.md)                          | here (notes.md)",
        "[write](mailto:me@example.org)            | ^<mailto:me@example.org|write>^",
        "<https://example.org/_a_b_c>              | https://example.org/_a_b_c",
        "see https://example.org/?_a=1&b=2, d_e    | see https://example.org/?_a=1&amp;b=2, d_e",
        "**`code` stays code**                     | *`code` stays code*",
        "`` a ` b ``                               | a ˋ b",
        "> said                                    | ^> said^",
        "2 * 3 * 4 = 24, snake_case_name, a~b~c    | 2 * 3 * 4 = 24, snake_case_name, a~b~c",
        "\\*no mark\\*, \\_nor this\\_             | *¦no mark*, _¦nor this_",
        "\\> no quotation                          | ^¦&gt; no quotation^",
        "AT&T &amp; 1 < 2, <!here>                 | AT&amp;T &amp; 1 &lt; 2, &lt;!here&gt;",
        "---                                       | ———"})
    void writes_marks_as_slack_reads_them_and_parts_from_its_word_what_is_none(String markdown, String written) {
        assertThat(shown(slack.whole(markdown))).isEqualTo(written);
    }

    @Test
    void a_mark_ends_with_the_line_and_hugs_its_words() {
        assertThat(slack.whole("**one\ntwo**")).isEqualTo("*one*\n*two*");
        assertThat(slack.whole("*one `two` three*")).isEqualTo("_one `two` three_");
    }

    @Test
    void keeps_blocks_apart_and_draws_lists_quotations_and_tables() {
        assertThat(slack.whole("Two things:\n\n1. wash\n2. dry\n   - well\n\n```sh\nls -l * > x\n```\n\nthe end")).isEqualTo(
                "Two things:\n\n1. wash\n2. dry\n  • well\n\n```\nls -l * &gt; x\n```\n\nthe end");
        assertThat(slack.whole("> one\n>\n> *two*\n\nmine")).isEqualTo("> one\n> \n> _two_\n\nmine");
        assertThat(slack.whole("| fruit | price |\n|:--|--:|\n| apple | 1 |")).isEqualTo("```\nfruit | price\n------+------\napple | 1\n```");
    }

    @Test
    void nothing_in_a_block_of_code_ends_it() {
        assertThat(shown(slack.whole("~~~\nbefore\n```\nafter\n~~~"))).isEqualTo("```\nbefore\n`¦`¦`\nafter\n```");
    }

    @Test
    void words_to_the_letter_have_no_marks_and_call_nobody() {
        assertThat(shown(slack.words("*this* is_it\n> `a` <!channel>"))).isEqualTo("*¦this* is_it\n¦&gt; ˋaˋ &lt;!channel&gt;");
    }

    @Test
    void a_block_that_is_cut_ends_and_begins_again_and_marks_and_entities_count() {
        List<String> parts = parts("```js\n" + "line <of> code\n".repeat(30) + "```", 120);
        assertThat(parts).hasSizeGreaterThan(3).allSatisfy(part -> assertThat(part).startsWith("```\n").endsWith("\n```").hasSizeLessThanOrEqualTo(120));
        assertThat(parts("*".repeat(3) + "a&b ".repeat(200) + "*".repeat(3), 100)).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void whatever_is_written_no_part_is_too_long_or_blank_and_no_word_is_lost() {
        Random random = new Random(7);
        String[] pieces = {"word ", "**bold** ", "*x* ", "`code` ", "\n\n", "> quoted\n", "- item\n", "```\ncode\nmore\n```\n", "a_b_c ", "😀 ", "[l](https://e.org) ", "# h\n",
            "_a", "**b\nc** ", "<&> ", "``x`y`` "};
        for (int round = 0; round < Integer.getInteger("chela.samples", 500); round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            text.append("word");
            int limit = 60 + random.nextInt(100);
            List<String> parts = parts(text.toString(), limit);
            assertThat(parts).isNotEmpty().allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(limit));
            assertThat(parts).noneMatch(String::isBlank);
            long words = text.toString().split("word", -1).length - 1L;
            assertThat(String.join(" ", parts).split("word", -1).length - 1L).isEqualTo(words);
        }
    }
}
