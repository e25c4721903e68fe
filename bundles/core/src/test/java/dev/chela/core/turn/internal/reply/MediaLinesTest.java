package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaLinesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', value = {"MEDIA:a.png|a.png", "  MEDIA: /x/my cat.png  |/x/my cat.png", "MEDIA:`a b.png`|a b.png",
        "MEDIA:\"https://e.org/a?b=c\"|https://e.org/a?b=c", "see MEDIA:a.png|", "media:a.png|", "MEDIA:|", "`MEDIA:a.png`|", "- MEDIA:a.png|", "#    MEDIA:a.png#|"})
    void a_line_names_a_file_when_it_says_nothing_else(String line, String place) {
        List<String> expected = place == null ? List.of() : List.of(place);
        assertThat(MediaLines.of("before\n" + line + "\nafter")).isEqualTo(expected);
        assertThat(MediaLines.without("before\n" + line + "\nafter", any -> true)).isEqualTo(place == null ? "before\n" + line + "\nafter" : "before\nafter");
    }

    @Test
    void code_is_left_alone_and_so_are_lines_that_are_not_meant() {
        String answer = "MEDIA:a\r\n```\nMEDIA:b\n```\nMEDIA:c\n~~~\nMEDIA:d";
        assertThat(MediaLines.of(answer)).containsExactly("a", "c");
        assertThat(MediaLines.without(answer, "c"::equals)).isEqualTo("MEDIA:a\r\n```\nMEDIA:b\n```\n~~~\nMEDIA:d");
        assertThat(MediaLines.without("no such word", any -> true)).isEqualTo("no such word");
    }
}
