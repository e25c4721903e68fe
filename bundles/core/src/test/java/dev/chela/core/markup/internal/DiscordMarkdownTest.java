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

class DiscordMarkdownTest {
    private final DiscordMarkdown discord = new DiscordMarkdown();

    private List<String> parts(String markdown, int limit) {
        return discord.parts(markdown, new Capabilities(limit, Capabilities.Unit.UTF16, "discord", Duration.ZERO, Set.of("Post"), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "**bold**, _slanted_, ~~gone~~ and `a < b` | **bold**, *slanted*, ~~gone~~ and `a < b`",
        "**bold _and slanted_**                    | **bold *and slanted***",
        "# A **heading**                           | **A heading**",
        "[the page](https://example.org/?a=1&b=2)  | [the page](https://example.org/?a=1&b=2)",
        "[here](https://example.org/a_(b))         | [here](https://example.org/a_%28b%29)",
        "[here](notes.md)                          | here (notes.md)",
        "[write](mailto:me@example.org)            | write (mailto:me@example.org)",
        "<https://example.org/a_b_c>               | https://example.org/a_b_c",
        "see https://example.org/a_b_c and d_e     | see https://example.org/a_b_c and d\\_e",
        "**`code` stays code**                     | **`code` stays code**",
        "`` a ` b ``                               | `` a ` b ``",
        "> said                                    | ^> said^",
        "2 * 3 * 4 = 24, snake_case_name, a~b~c    | 2 \\* 3 \\* 4 = 24, snake\\_case\\_name, a\\~b\\~c",
        "\\# no heading                            | \\# no heading",
        "\\> no quotation                          | ^\\> no quotation^",
        "two words # here - and > there            | two words # here - and > there",
        "AT&T &amp; 1 < 2, @everyone               | AT&T & 1 < 2, @everyone",
        "---                                       | ———"})
    void writes_marks_as_discord_reads_them_and_escapes_what_is_none(String markdown, String written) {
        assertThat(discord.whole(markdown)).isEqualTo(written);
    }

    @Test
    void keeps_blocks_apart_and_draws_lists_quotations_and_tables() {
        assertThat(discord.whole("Two things:\n\n1. wash\n2. dry\n   - well\n\n```sh\nls -l *\n```\n\nthe end")).isEqualTo(
                "Two things:\n\n1. wash\n2. dry\n  • well\n\n```sh\nls -l *\n```\n\nthe end");
        assertThat(discord.whole("> one\n>\n> *two*\n\nmine")).isEqualTo("> one\n> \n> *two*\n\nmine");
        assertThat(discord.whole("| fruit | price |\n|:--|--:|\n| apple | 1 |")).isEqualTo("```\nfruit | price\n------+------\napple | 1\n```");
    }

    @Test
    void nothing_in_a_block_of_code_ends_it() {
        assertThat(discord.whole("~~~\nbefore\n```\nafter\n~~~")).isEqualTo("```\nbefore\n`\u200b`\u200b`\nafter\n```");
    }

    @Test
    void words_to_the_letter_have_no_marks() {
        assertThat(discord.words("# *this* is_it\n> `a`")).isEqualTo("\\# \\*this\\* is\\_it\n\\> \\`a\\`");
    }

    @Test
    void a_block_that_is_cut_ends_and_begins_again_and_marks_count() {
        String code = "line of code\n".repeat(30);
        List<String> parts = parts("```js\n" + code + "```", 120);
        assertThat(parts).hasSizeGreaterThan(3).allSatisfy(part -> assertThat(part).startsWith("```js\n").endsWith("\n```").hasSizeLessThanOrEqualTo(120));
        assertThat(parts("*".repeat(3) + "a_b ".repeat(200) + "*".repeat(3), 100)).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void whatever_is_written_no_part_is_too_long_or_blank_and_no_word_is_lost() {
        Random random = new Random(7);
        String[] pieces = {"word ", "**bold** ", "*x* ", "`code` ", "\n\n", "> quoted\n", "- item\n", "```\ncode\nmore\n```\n", "a_b_c ", "😀 ", "[l](https://e.org) ", "# h\n"};
        for (int round = 0; round < Integer.getInteger("chela.samples", 500); round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            text.append("word");
            List<String> parts = parts(text.toString(), 60 + random.nextInt(100));
            assertThat(parts).isNotEmpty().allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(160));
            assertThat(parts).noneMatch(String::isBlank);
            long words = text.toString().split("word", -1).length - 1L;
            assertThat(String.join(" ", parts).split("word", -1).length - 1L).isEqualTo(words);
        }
    }
}
