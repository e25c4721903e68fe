package dev.chela.tool.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditTest extends ToolContract {
    private Path file;

    @Override
    protected Tool<?> tool() {
        return new Edit();
    }

    @Override
    protected String example() {
        return edit("one", "1");
    }

    private static String edit(String oldText, String newText) {
        return dev.chela.core.json.Json.write(dev.chela.core.json.Json.object()
                .put("path", "f").put("oldText", oldText).put("newText", newText));
    }

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(bench.workspace().resolve("f"), "one\n  two  three\ntwo\nlast");
    }

    @Test
    void replaces_an_exact_passage() throws Exception {
        assertThat(textOf(edit("three\ntwo", "3\n2"))).isEqualTo("edited f at line 2");

        assertThat(Files.readString(file)).isEqualTo("one\n  two  3\n2\nlast");
    }

    @Test
    void accepts_whole_lines_that_differ_in_white_space() throws Exception {
        assertThat(textOf(edit("\ttwo three\ntwo \n", "  2 3\n2\n"))).contains("white space differed");

        assertThat(Files.readString(file)).isEqualTo("one\n  2 3\n2\nlast");
    }

    @Test
    void refuses_what_is_ambiguous_absent_or_identical_and_leaves_the_file() throws Exception {
        assertThat(errorOf(edit("two", "2"))).contains("2 times").contains("lines 2, 3");
        assertThat(errorOf(edit("four", "4"))).contains("does not occur");
        assertThat(errorOf(edit("one", "one"))).contains("nothing would change");
        assertThat(errorOf(edit("", "x"))).contains("empty");

        assertThat(Files.readString(file)).isEqualTo("one\n  two  three\ntwo\nlast");
    }

    @Test
    void keeps_line_ends_and_the_byte_order_mark() throws Exception {
        Files.writeString(file, "\uFEFFa\r\nb\r\nc\r\n");

        textOf(edit("a\nb\n", "A\nB\nB2\n"));

        assertThat(Files.readString(file)).isEqualTo("\uFEFFA\r\nB\r\nB2\r\nc\r\n");
    }

    @Test
    void refuses_a_file_that_it_could_not_write_back_unchanged() throws Exception {
        byte[] bytes = {'o', 'n', 'e', (byte) 0xE9};
        Files.write(file, bytes);

        assertThat(errorOf(example())).contains("not UTF-8");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
}
