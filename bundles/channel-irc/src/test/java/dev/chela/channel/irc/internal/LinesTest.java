package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void leaves_out_empty_lines_and_cuts_long_ones_at_a_space() {
        assertThat(Lines.of("one\n\n  two  \r\nthree", 20)).containsExactly("one", "  two", "three");
        assertThat(Lines.of("aaaa bbbb cccc dddd", 10)).containsExactly("aaaa bbbb", "cccc dddd");
        assertThat(Lines.of("a".repeat(25), 10)).containsExactly("a".repeat(10), "a".repeat(10), "a".repeat(5));
    }

    @Test
    void makes_few_of_very_many() {
        String text = "word\n".repeat(100);
        List<String> lines = Lines.of(text, 400);
        assertThat(lines).hasSizeLessThan(5).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(400));
        assertThat(String.join(" / ", lines).split(" / ")).hasSize(100).containsOnly("word");
    }

    @Test
    void keeps_the_limit_and_every_character_of_any_text() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(300), 0, 6)
                    .mapToObj(kind -> List.of("a", "ß", "€", "😀", " ", "word").get(kind)).collect(Collectors.joining());
            int most = 8 + random.nextInt(60);
            List<String> lines = Lines.of(text, most);
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
                assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(line);
            });
            assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
        }
    }
}
