package dev.chela.core.markup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static List<String> cut(String text, int limit, Unit unit) {
        return Chunker.cut(text, new Capabilities(limit, unit, "markdown", Duration.ZERO, Set.of("Post"), false));
    }

    private static List<String> cut(String text, int limit) {
        return cut(text, limit, Unit.UTF16);
    }

    @Test
    void leaves_a_text_that_fits_as_it_is() {
        assertThat(cut("Hello\n\nworld", 40)).containsExactly("Hello\n\nworld");
        assertThat(cut("exactly ten", 11)).containsExactly("exactly ten");
    }

    @Test
    void makes_nothing_of_a_blank_text() {
        assertThat(cut(" \n\t ", 40)).isEmpty();
    }

    @Test
    void prefers_paragraphs_to_lines_and_lines_to_words() {
        assertThat(cut("one two three\n\nfour five six", 20)).containsExactly("one two three", "four five six");
        assertThat(cut("one two three\nfour five six", 20)).containsExactly("one two three", "four five six");
        assertThat(cut("one two three four five six", 15)).containsExactly("one two three", "four five six");
    }

    @Test
    void cuts_inside_a_word_that_is_longer_than_a_part() {
        assertThat(cut("a".repeat(25), 10)).containsExactly("a".repeat(10), "a".repeat(10), "a".repeat(5));
    }

    @Test
    void closes_a_fence_that_it_cuts_and_opens_it_again() {
        String code = "```java\nint a = 1;\nint b = 2;\nint c = 3;\nint d = 4;\n```\nDone.";
        List<String> parts = cut(code, 40);
        assertThat(parts).containsExactly(
                "```java\nint a = 1;\nint b = 2;\n```", "```java\nint c = 3;\nint d = 4;\n```\nDone.");
    }

    @Test
    void moves_a_fence_that_would_only_begin_at_the_end_to_the_next_part() {
        String text = "Some words that lead to it:\n```sh\nls -l /some/where\n```";
        assertThat(cut(text, 40)).containsExactly("Some words that lead to it:", "```sh\nls -l /some/where\n```");
    }

    @Test
    void makes_no_empty_block_of_a_closing_fence() {
        String text = "```\n" + "x".repeat(12) + "\n" + "y".repeat(12) + "\n```";
        assertThat(cut(text, 33)).noneMatch(part -> part.equals("```\n```"));
    }

    @Test
    void counts_what_the_platform_counts() {
        assertThat(cut("😀".repeat(10), 10, Unit.CODE_POINTS)).hasSize(1);
        assertThat(cut("😀".repeat(10), 10, Unit.UTF16)).hasSize(2);
        assertThat(cut("😀".repeat(10), 10, Unit.BYTES)).hasSize(5).allMatch(part -> part.equals("😀😀"));
    }

    @Test
    void never_exceeds_the_limit_and_never_loses_a_word() {
        Random random = new Random(7);
        String[] pieces = {"word ", "längere ", "😀 ", "\n", "\n\n", "\n```\n", "\n~~~~\n", "x".repeat(30) + " ", "- item\n", "\n```java\n"};
        for (int round = 0; round < 500; round++) {
            String text = random.ints(60, 0, pieces.length).mapToObj(i -> pieces[i]).collect(Collectors.joining());
            int limit = 60 + random.nextInt(120);
            for (Unit unit : Unit.values()) {
                List<String> parts = cut(text, limit, unit);
                assertThat(parts).allSatisfy(part -> assertThat(size(part, unit)).isLessThanOrEqualTo(limit));
                assertThat(words(String.join("\n", parts))).isEqualTo(words(text));
            }
        }
    }

    /** What is left when fences and the places of the cuts are taken away. */
    private static String words(String text) {
        return text.replaceAll("(?m)^(```.*|~~~.*)$", "").replaceAll("\\s", "");
    }

    private static int size(String text, Unit unit) {
        return switch (unit) {
            case UTF16 -> text.length();
            case CODE_POINTS -> text.codePointCount(0, text.length());
            case BYTES -> text.getBytes(StandardCharsets.UTF_8).length;
        };
    }
}
