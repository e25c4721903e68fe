package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens in a directory is known, also where the operating system has no watch left to give. */
@Timeout(60)
class ChangesTest {
    private static final Changes.Source NONE_LEFT = directory -> {
        throw new IOException("User limit of inotify instances reached or too many open files");
    };

    static Stream<Arguments> systems() {
        return Stream.of(arguments("told", (Changes.Source) ToldChanges::new), arguments("seen", NONE_LEFT));
    }

    @TempDir Path root;

    @ParameterizedTest(name = "{0}")
    @MethodSource("systems")
    void a_file_that_comes_changes_and_goes_is_named_each_time(String name, Changes.Source system) throws Exception {
        Path deploy = root.resolve("deploy");
        try (Changes changes = Changes.in(deploy, system)) {
            Path jar = Files.writeString(deploy.resolve("dice.jar"), "one");
            assertThat(told(changes, "dice.jar")).contains("dice.jar");
            Files.move(Files.writeString(root.resolve("next"), "two"), jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertThat(told(changes, "dice.jar")).contains("dice.jar");
            Files.delete(jar);
            assertThat(told(changes, "dice.jar")).contains("dice.jar");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("systems")
    void a_directory_that_somebody_deletes_is_made_again_and_goes_on(String name, Changes.Source system) throws Exception {
        Path deploy = root.resolve("deploy");
        try (Changes changes = Changes.in(deploy, system)) {
            Files.writeString(deploy.resolve("dice.jar"), "one");
            assertThat(told(changes, "dice.jar")).contains("dice.jar");
            Files.delete(deploy.resolve("dice.jar"));
            Files.delete(deploy);
            for (int looks = 0; looks < 600 && !Files.isDirectory(deploy); looks++) {
                changes.next(true);
            }
            Files.writeString(deploy.resolve("moon.jar"), "two");
            assertThat(told(changes, "moon.jar")).contains("moon.jar");
        }
    }

    /** What is told until that file is, a minute at most: each look waits a little by itself. */
    private static Set<String> told(Changes changes, String file) throws Exception {
        Set<String> touched = new HashSet<>();
        for (int looks = 0; looks < 600 && !touched.contains(file); looks++) {
            touched.addAll(changes.next(true));
        }
        return touched;
    }
}
