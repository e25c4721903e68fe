package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockCutterTest {
    private static List<String> cut(int min, int max, String text) {
        BlockCutter cutter = new BlockCutter(min, max);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            cutter.add(text.substring(i, i + 1));
            for (Optional<String> block = cutter.next(); block.isPresent(); block = cutter.next()) {
                blocks.add(block.get());
            }
        }
        return blocks;
    }

    @Test
    void a_paragraph_that_is_long_enough_is_a_block() {
        assertThat(cut(10, 100, "One two three.\n\nFour five six.\n\nSeven")).containsExactly("One two three.\n\n", "Four five six.\n\n");
    }

    @Test
    void short_paragraphs_stay_together() {
        assertThat(cut(20, 100, "One.\n\nTwo.\n\nThree four five.\n\nSix")).containsExactly("One.\n\nTwo.\n\nThree four five.\n\n");
    }

    @Test
    void without_paragraphs_lines_sentences_and_words_are_cut_where_a_block_may_end_at_last() {
        assertThat(cut(5, 20, "First line\nsecond line goes on")).first().isEqualTo("First line\n");
        assertThat(cut(5, 20, "A sentence. Another one here")).first().isEqualTo("A sentence. ");
        assertThat(cut(5, 20, "words and words and words")).first().isEqualTo("words and words and ");
        assertThat(cut(5, 20, "x".repeat(30))).first().isEqualTo("x".repeat(20));
    }

    @Test
    void code_is_never_cut() {
        String code = "Look:\n\n```\nline one\n\nline two\n\nline three\n```\n";
        assertThat(cut(10, 30, code + "\nAnd on.")).containsExactly(code);
    }

    @Test
    void nothing_is_lost() {
        String text = "Some words. And a line\nwith more words\n\nand `code`\n```\nfenced words here\n```\nto the end of it all.";
        BlockCutter cutter = new BlockCutter(8, 16);
        cutter.add(text);
        StringBuilder all = new StringBuilder();
        for (Optional<String> block = cutter.next(); block.isPresent(); block = cutter.next()) {
            all.append(block.get());
        }
        assertThat(text).startsWith(all.toString());
        assertThat(all.length()).isGreaterThan(text.length() / 2);
    }
}
