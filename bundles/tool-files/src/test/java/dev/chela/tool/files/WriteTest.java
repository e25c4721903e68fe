package dev.chela.tool.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Tool;
import dev.chela.core.files.FsSettings;
import dev.chela.core.process.ExecSettings;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class WriteTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new Write();
    }

    @Override
    protected String example() {
        return "{\"path\": \"deep/er/new.txt\", \"content\": \"grüße\"}";
    }

    @Override
    protected ToolBench bench(Path at) {
        return new ToolBench(at, ExecSettings.defaults(), new FsSettings(true));
    }

    @Test
    void makes_a_file_and_its_directories_and_leaves_the_same_when_run_again() throws Exception {
        assertThat(textOf(example())).isEqualTo("wrote 7 bytes to deep/er/new.txt");
        textOf(example());

        assertThat(bench.workspace().resolve("deep/er/new.txt")).hasContent("grüße");
        assertThat(bench.workspace().resolve("deep/er")).isDirectoryContaining("glob:**/new.txt");
        assertThat(bench.workspace().resolve("deep/er").toFile().list()).hasSize(1);
    }

    @Test
    void keeps_permissions_and_links() throws Exception {
        Path script = Files.writeString(bench.workspace().resolve("script"), "old");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        Path link = Files.createSymbolicLink(bench.workspace().resolve("link"), Path.of("script"));

        textOf("{\"path\": \"link\", \"content\": \"new\"}");

        assertThat(script).hasContent("new");
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script))).isEqualTo("rwxr-x---");
    }

    @Test
    void does_not_leave_the_workspace_when_confined_to_it() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(bench.workspace().resolve("way-out"), outside);
        Files.createSymbolicLink(bench.workspace().resolve("dangling"), outside.resolve("made-by-writing"));

        for (String path : new String[] {"../outside/x", "way-out/x", "way-out/../x", "dangling", outside + "/x", "~/x"}) {
            assertThat(errorOf("{\"path\": \"" + path + "\", \"content\": \"x\"}")).contains("tools.fs.workspaceOnly");
        }
        assertThat(outside).isEmptyDirectory();
        assertThat(errorOf("{\"path\": \".\", \"content\": \"x\"}")).contains("is a directory");
    }
}
