package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record is believed about the moment of the kill. */
class ReplayTest {
    @TempDir
    private Path directory;

    @Test
    void what_a_thread_did_last_is_held_against_no_file_and_what_it_did_before_is() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home")).toRealPath();
        Path log = Files.writeString(home.resolve("log"), "");
        Path other = Files.writeString(home.resolve("other"), "");
        Disk before = Disk.read(home, path -> false);
        Disk same = Disk.read(home, path -> false);
        Files.writeString(log, "whole");
        List<String> record = new ArrayList<>(List.of(
                "17 openat(AT_FDCWD<" + hex("/") + ">, " + quoted(log) + ", O_RDWR) = 3<" + hex(log) + "> <0.000020>",
                "17 openat(AT_FDCWD<" + hex("/") + ">, " + quoted(other) + ", O_RDWR) = 4<" + hex(other) + "> <0.000020>",
                "18 openat(AT_FDCWD<" + hex("/") + ">, " + quoted(other) + ", O_RDWR) = 2<" + hex(other) + "> <0.000020>",
                "17 pwrite64(3<" + hex(log) + ">, \"" + hex("whole") + "\", 5, 0) = 2 <0.000250>"));
        assertThat(unexplained(before, record)).as("another thread's result").isEmpty();
        record.add("17 fsync(3<" + hex(log) + ">) = 0 <0.000250>");
        assertThat(unexplained(same, record)).as("a result that was followed by a call").containsExactly("log holds something else");
    }

    @Test
    void a_thread_that_ended_of_itself_had_all_its_results() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home")).toRealPath();
        Disk disk = Disk.read(home, path -> false);
        List<String> record = new ArrayList<>(List.of("17 mkdir(" + quoted(home.resolve("made")) + ", 0777) = 0 <0.000020>"));
        assertThat(unexplained(disk, record)).isEmpty();
        record.add("17 exit_group(0) = ?");
        assertThat(unexplained(Disk.read(home, path -> false), record)).containsExactly("made is not there");
    }

    private List<String> unexplained(Disk disk, List<String> lines) throws IOException {
        Path record = Files.write(directory.resolve("record"), lines, StandardCharsets.ISO_8859_1);
        Replay replay = new Replay(disk, path -> true);
        Calls.read(record, replay::take);
        return disk.unexplained(replay.unsettled());
    }

    private static String quoted(Path path) {
        return '"' + hex(path) + '"';
    }

    private static String hex(Object text) {
        StringBuilder hex = new StringBuilder();
        for (byte each : text.toString().getBytes(StandardCharsets.UTF_8)) {
            hex.append(String.format("\\x%02x", each));
        }
        return hex.toString();
    }
}
