package dev.chela.tool.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LsTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new Ls();
    }

    @Override
    protected String example() {
        return "{}";
    }

    @Test
    void lists_the_workspace_by_name() throws Exception {
        assertThat(textOf("{}")).isEqualTo("(the directory is empty)");
        Files.writeString(bench.workspace().resolve("b.txt"), "four");
        Files.writeString(bench.workspace().resolve(".hidden"), "");
        Files.createDirectory(bench.workspace().resolve("a"));
        Files.createSymbolicLink(bench.workspace().resolve("link"), Path.of("b.txt"));

        assertThat(textOf("{}")).isEqualTo(".hidden  0\na/\nb.txt  4\nlink@");
        assertThat(textOf("{\"limit\": 1}")).isEqualTo(".hidden  0\n[3 more entries]");
        assertThat(errorOf("{\"path\": \"b.txt\"}")).contains("use read");
        assertThat(errorOf("{\"path\": \"nowhere\"}")).contains("no directory 'nowhere'");
    }
}
