package dev.chela.tool.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Content;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new Read();
    }

    @Override
    protected String example() {
        return "{\"path\": \"some.txt\"}";
    }

    private void file(String name, byte[] bytes) throws IOException {
        Files.write(bench.workspace().resolve(name), bytes);
    }

    private void file(String name, String text) throws IOException {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")) + "\n";
    }

    @Test
    void shows_a_text_file() throws Exception {
        file("some.txt", "grüße\r\nzwei\n");

        assertThat(textOf(example())).isEqualTo("grüße\nzwei");
    }

    @Test
    void shows_two_thousand_lines_at_once_and_says_how_to_continue() throws Exception {
        file("some.txt", lines(2_500));

        assertThat(textOf(example())).startsWith("line 1\n").endsWith("line 2000\n[more follows: continue with offset 2001]");
        assertThat(textOf("{\"path\": \"some.txt\", \"offset\": 2001}")).startsWith("line 2001\n").endsWith("line 2500");
        assertThat(textOf("{\"path\": \"some.txt\", \"offset\": 10, \"limit\": 2}"))
                .isEqualTo("line 10\nline 11\n[more follows: continue with offset 12]");
    }

    @Test
    void shows_fifty_kilobytes_at_once_whole_lines_only() throws Exception {
        file("some.txt", ("x".repeat(999) + "\n").repeat(100));

        String shown = textOf(example());

        assertThat(shown).endsWith("[more follows: continue with offset 52]");
        assertThat(shown.length()).isLessThan(52_000);
    }

    @Test
    void cuts_a_line_that_never_ends_and_goes_on_after_it() throws Exception {
        file("some.txt", "y".repeat(3_000_000) + "\nnext\n");

        assertThat(textOf(example())).contains("rest is left out").endsWith("[more follows: continue with offset 2]");
        assertThat(textOf("{\"path\": \"some.txt\", \"offset\": 2}")).isEqualTo("next");
    }

    @Test
    void says_when_bytes_are_no_text() throws Exception {
        file("latin1.txt", new byte[] {'a', (byte) 0xE9, 'b', '\n'});
        file("binary", new byte[] {1, 0, 2});

        assertThat(textOf("{\"path\": \"latin1.txt\"}")).startsWith("a\uFFFDb").contains("not all of it is UTF-8");
        assertThat(errorOf("{\"path\": \"binary\"}")).contains("binary file of 3 bytes");
    }

    @Test
    void gives_an_image_as_an_image_whatever_its_name() throws Exception {
        byte[] png = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=");
        file("picture.txt", png);

        Content.Image image = (Content.Image) call("{\"path\": \"picture.txt\"}").content().get(1);

        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(image.bytes()).isEqualTo(png);
    }

    @Test
    void says_what_is_wrong_with_a_path() throws Exception {
        file("some.txt", "one\n");
        file("empty.txt", "");

        assertThat(errorOf("{\"path\": \"absent\"}")).contains("no file 'absent'");
        assertThat(errorOf("{\"path\": \".\"}")).contains("use ls");
        assertThat(errorOf("{\"path\": \"/dev/zero\"}")).contains("no regular file");
        assertThat(errorOf("{\"path\": \"some.txt\", \"offset\": 5}")).contains("only 1 lines");
        assertThat(errorOf("{\"path\": \"some.txt\", \"offset\": 0}")).contains("at least 1");
        assertThat(errorOf("{\"path\": 7}")).contains("must be a string, not 7");
        assertThat(textOf("{\"path\": \"empty.txt\"}")).isEqualTo("(the file is empty)");
    }
}
