package dev.chela.core.home.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedHomeTest {
    @TempDir
    Path temp;

    @Test
    void directories_are_closed_to_others() throws IOException {
        try (LockedHome home = new LockedHome(temp.resolve("deep/home"))) {
            assertThat(mode(home.root())).isEqualTo("rwx------");
            assertThat(mode(home.agent("main"))).isEqualTo("rwx------");
            assertThat(mode(home.root().resolve("gateway.lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void an_open_directory_is_closed_to_others() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwxr-xr-x")));
        try (LockedHome home = new LockedHome(open)) {
            assertThat(mode(home.root())).isEqualTo("rwx------");
        }
    }

    @Test
    void a_second_gateway_is_told_which_process_runs_where_and_what_to_do() {
        try (LockedHome first = new LockedHome(temp)) {
            assertThatThrownBy(() -> new LockedHome(temp))
                    .isInstanceOf(Permanent.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining(first.root().toString())
                    .hasMessageContaining("chela gateway stop");
        }
        new LockedHome(temp).close();
    }

    @Test
    void no_directory_lies_outside_the_home() {
        try (LockedHome home = new LockedHome(temp)) {
            assertThatThrownBy(() -> home.directory("../elsewhere")).isInstanceOf(Permanent.class);
        }
    }

    @Test
    void the_property_comes_before_the_environment_and_both_before_the_default() {
        assertThat(LockedHome.chosen("/a", "/b")).isEqualTo(Path.of("/a"));
        assertThat(LockedHome.chosen(" ", "/b")).isEqualTo(Path.of("/b"));
        assertThat(LockedHome.chosen(null, null)).isEqualTo(Path.of(System.getProperty("user.home"), ".chela"));
    }

    @Test
    void a_private_file_is_replaced_as_a_whole_and_readable_by_its_owner_only() throws IOException {
        Path file = temp.resolve("token");
        PrivateFiles.write(file, "one, which is longer");
        PrivateFiles.write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(temp.resolve("token.new")).doesNotExist();
    }

    @Test
    void an_interrupted_thread_writes_whole_files_and_stays_interrupted() {
        Path file = temp.resolve("state");
        Thread.currentThread().interrupt();
        PrivateFiles.write(file, "whole");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("whole");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
