package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    @TempDir Path root;
    private Path copies;
    private Staging staging;

    @BeforeEach
    void open() throws IOException {
        copies = Files.createDirectory(root.resolve("plugins"));
        staging = new Staging(copies);
    }

    @Test
    void of_a_file_that_is_deleted_before_it_is_copied_nothing_is_left() throws IOException {
        assertThatThrownBy(() -> staging.copy(root.resolve("gone.jar"))).isInstanceOf(NoSuchFileException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void a_kept_copy_is_known_by_its_content_and_what_nobody_needs_is_swept() throws IOException {
        Candidate kept = staging.copy(Files.writeString(root.resolve("a.jar"), "one"));
        staging.keep(kept);
        staging.copy(Files.writeString(root.resolve("b.jar"), "two"));
        assertThat(staging.holds(kept.sha256())).isTrue();
        assertThat(names()).containsExactlyInAnyOrder(kept.sha256() + ".jar", "b.jar.new");
        staging.sweep(Set.of(kept.sha256()));
        assertThat(names()).containsExactly(kept.sha256() + ".jar");
        Files.writeString(staging.jar(kept.sha256()), "spoilt");
        assertThat(staging.holds(kept.sha256())).isFalse();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(copies)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
