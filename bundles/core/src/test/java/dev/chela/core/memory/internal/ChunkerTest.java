package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    @Test
    void keeps_a_short_text_whole_without_its_empty_edges() {
        assertThat(Chunker.cut("\n\n# Title\n\ntext\n\n", 400, 80)).containsExactly(new Chunk(3, 5, "# Title\n\ntext"));
        assertThat(Chunker.cut("", 400, 80)).isEmpty();
        assertThat(Chunker.cut(" \n\t\r\n", 400, 80)).isEmpty();
    }

    @Test
    void begins_each_passage_with_the_end_of_the_one_before() {
        String text = IntStream.rangeClosed(1, 100).mapToObj("line number %03d"::formatted).collect(Collectors.joining("\n"));

        List<Chunk> chunks = Chunker.cut(text, 40, 8);

        assertThat(chunks.get(0)).isEqualTo(new Chunk(1, 10, text.lines().limit(10).collect(Collectors.joining("\n"))));
        assertThat(chunks.get(1).first()).isEqualTo(9);
        assertThat(chunks.get(chunks.size() - 1).last()).isEqualTo(100);
        for (int i = 1; i < chunks.size(); i++) {
            assertThat(chunks.get(i).first()).isEqualTo(chunks.get(i - 1).last() - 1);
        }
    }

    @Test
    void cuts_a_line_that_is_too_long_between_its_words() {
        String text = "word ".repeat(1000).strip();

        List<Chunk> chunks = Chunker.cut(text, 100, 20);

        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.first()).isEqualTo(1);
            assertThat(chunk.last()).isEqualTo(1);
            assertThat(chunk.text().length()).isLessThanOrEqualTo(400);
            assertThat(chunk.text().strip().split(" ")).containsOnly("word");
        });
        assertThat(chunks.stream().map(Chunk::text).collect(Collectors.joining())).isEqualTo(text);
    }

    @Test
    void counts_characters_that_are_words_as_such_and_cuts_none_in_two() {
        List<Chunk> chunks = Chunker.cut("🎉".repeat(1000) + "\n" + "猫".repeat(1000), 100, 0);

        assertThat(chunks).hasSizeBetween(20, 24);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.text().codePointCount(0, chunk.text().length())).isLessThanOrEqualTo(100));
        assertThat(chunks).noneMatch(chunk -> chunk.text().codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }
}
