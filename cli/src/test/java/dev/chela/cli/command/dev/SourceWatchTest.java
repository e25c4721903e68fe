package dev.chela.cli.command.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SourceWatchTest {
    @TempDir
    private Path project;

    private Path sources;

    @BeforeEach
    void begin() throws IOException {
        sources = Files.createDirectories(project.resolve("src/main/java/org"));
    }

    @Test
    void a_save_is_told_also_when_it_was_made_while_nobody_asked() throws IOException {
        try (SourceWatch watch = new SourceWatch(project)) {
            Files.writeString(sources.resolve("A.java"), "class A {}");
            assertThat(watch.saved()).contains(sources.resolve("A.java"));
            Files.writeString(project.resolve("pom.xml"), "<project/>");
            assertThat(watch.saved()).contains(project.resolve("pom.xml"));
        }
    }

    @Test
    void folders_that_come_are_watched_as_well() throws IOException {
        try (SourceWatch watch = new SourceWatch(project)) {
            Path more = Files.createDirectory(sources.resolve("more"));
            assertThat(watch.saved()).contains(more);
            Files.writeString(more.resolve("B.java"), "class B {}");
            assertThat(watch.saved()).contains(more.resolve("B.java"));
        }
    }

    @Test
    void what_editors_and_the_build_write_beside_is_passed_over() throws IOException {
        try (SourceWatch watch = new SourceWatch(project)) {
            Files.writeString(sources.resolve(".A.java.swp"), "x");
            Files.writeString(sources.resolve("A.java~"), "x");
            Files.createDirectory(project.resolve("target"));
            Files.writeString(project.resolve("notes.txt"), "x");
            Files.writeString(sources.resolve("A.java"), "class A {}");
            assertThat(watch.saved()).contains(sources.resolve("A.java"));
        }
    }

    @Test
    void what_is_there_at_the_end_is_told_and_not_the_name_that_an_editor_gave_it_before() throws IOException {
        try (SourceWatch watch = new SourceWatch(project)) {
            Path before = Files.writeString(sources.resolve("sedXyz"), "class A {}");
            Files.move(before, sources.resolve("A.java"));
            assertThat(watch.saved()).contains(sources.resolve("A.java"));
        }
    }

    @Test
    void whoever_waits_is_told_that_it_is_closed() throws Exception {
        SourceWatch watch = new SourceWatch(project);
        CompletableFuture<Optional<Path>> saved = CompletableFuture.supplyAsync(watch::saved);
        watch.close();
        assertThat(saved.get(60, TimeUnit.SECONDS)).isEmpty();
    }
}
