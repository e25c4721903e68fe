package dev.chela.core.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
    @TempDir
    private Path root;
    private Path tree;
    private Path elsewhere;

    @BeforeEach
    void grow() throws IOException {
        elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "x");
        tree = Files.createDirectories(root.resolve("tree/a/b")).getParent().getParent();
        Files.writeString(tree.resolve("a/b/file"), "x");
        Files.writeString(tree.resolve("a.file"), "x");
        Files.createSymbolicLink(tree.resolve("a/link"), elsewhere);
    }

    @Test
    void all_of_a_tree_goes_and_nothing_that_a_link_in_it_leads_to() throws IOException {
        Trees.delete(tree);
        assertThat(tree).doesNotExist();
        assertThat(elsewhere.resolve("precious")).exists();
        Trees.delete(tree);
    }

    @Test
    void a_directory_is_emptied_and_stays() throws IOException {
        Trees.empty(tree);
        assertThat(tree).isEmptyDirectory();
        assertThat(elsewhere.resolve("precious")).exists();
        Trees.delete(tree);
        assertThatThrownBy(() -> Trees.empty(tree)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_link_is_deleted_itself_even_when_it_leads_nowhere() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), elsewhere);
        Path nowhere = Files.createSymbolicLink(root.resolve("nowhere"), root.resolve("missing"));
        Trees.delete(link);
        Trees.delete(nowhere);
        assertThat(root).isDirectoryNotContaining(each -> each.equals(link) || each.equals(nowhere));
        assertThat(elsewhere.resolve("precious")).exists();
    }
}
