package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines are strace's own, of version 6.1. */
class CallsTest {
    @TempDir
    private Path directory;

    @Test
    void a_call_has_its_arguments_its_result_and_its_time() {
        Call call = read("17 pwrite64(3<\\x2f\\x64\\x2f\\x66>, \"\\x41\\x00\\xff\", 3, 10) = 3 <0.000250>").get(0);
        assertThat(call).isEqualTo(new Call("17", "pwrite64", "3<\\x2f\\x64\\x2f\\x66>, \"\\x41\\x00\\xff\", 3, 10", "3", 1, 1, 250_000));
        assertThat(call.bytes()).containsExactly(0x41, 0, 0xff);
        assertThat(call.value()).isEqualTo(3);
        assertThat(Call.target(call.words().get(0))).isEqualTo("/d/f");
    }

    @Test
    void a_call_that_another_thread_interrupts_in_the_record_is_one() {
        List<Call> calls = read(
                "17 openat(AT_FDCWD<\\x2f>, \"\\x66\", O_RDWR|O_CREAT, 0600 <unfinished ...>",
                "18 fsync(3<\\x2f\\x64> <unfinished ...>",
                "17 <... openat resumed>)             = 4<\\x2f\\x66> <0.000020>",
                "18 <... fsync resumed>)              = 0 <0.000300>");
        assertThat(calls).containsExactly(
                new Call("17", "openat", "AT_FDCWD<\\x2f>, \"\\x66\", O_RDWR|O_CREAT, 0600", "4<\\x2f\\x66>", 1, 3, 20_000),
                new Call("18", "fsync", "3<\\x2f\\x64>", "0", 2, 4, 300_000));
        assertThat(Call.target(calls.get(0).result())).isEqualTo("/f");
        assertThat(calls.get(0).value()).isEqualTo(4);
    }

    @Test
    void what_the_process_died_in_is_not_over() {
        List<Call> calls = read(
                "17 fsync(3<\\x2f\\x64> <unfinished ...>",
                "18 write(4<\\x2f\\x65>, \"\\x41\", 1) = ?",
                "18 +++ killed by SIGKILL +++",
                "19 unlink(\"\\x66\" <unfinished ...>",
                "19 <... unlink resumed>)            = ?",
                "20 pwrite64(5<\\x2f\\x67>, \"\\x42\", 1, 0 <detached ...>",
                "21 ftruncate(6<\\x2f\\x68>, 0 <unfinished ...>",
                "21 <... ftruncate resumed> <detached ...>",
                "17 +++ killed by SIGKILL +++");
        assertThat(calls).extracting(Call::name).containsExactly("write", "unlink", "pwrite64", "ftruncate", "fsync");
        assertThat(calls).noneMatch(Call::over);
        assertThat(calls.get(0).bytes()).containsExactly('A');
        assertThat(calls.get(2).bytes()).containsExactly('B');
    }

    @Test
    void what_has_the_result_of_another_thread_since_its_own_is_gone_is_not_over() {
        List<Call> calls = read(
                "17 pwrite64(62<\\x2f\\x66>, \"\\x41\\x42\", 2, 1837552 <unfinished ...>",
                "18 openat(AT_FDCWD<\\x2f>, \"\\x67\", O_RDWR|O_CREAT, 0666) = 119<\\x2f\\x67> <0.001844>",
                "17 <... pwrite64 resumed>)           = 119 <0.004730>",
                "19 ftruncate(6<\\x2f\\x68>, 0) = 119 <0.000030>",
                "20 openat(AT_FDCWD<\\x2f>, \"\\x69\", O_RDWR|O_CREAT, 0666) = 24 <0.000030>");
        assertThat(calls).extracting(Call::over).containsExactly(true, false, false, false);
    }

    @Test
    void what_failed_and_what_is_deleted_is_told_from_the_rest() {
        List<Call> calls = read(
                "17 mkdir(\"\\x64\", 0777)       = -1 EEXIST (File exists) <0.000007>",
                "17 write(5<\\x2f\\x66>(deleted), \"\\x41\", 1) = 1 <0.000007>");
        assertThat(calls.get(0).failed()).isTrue();
        assertThat(Call.target(calls.get(1).words().get(0))).isEmpty();
        assertThat(calls.get(1).failed()).isFalse();
    }

    @Test
    void what_was_written_in_parts_is_one_and_what_is_not_whole_is_refused() {
        assertThat(read("17 writev(3<\\x2f\\x66>, [{iov_base=\"\\x78\\x78\", iov_len=2}, {iov_base=\"\\x79\", iov_len=1}], 2) = 3 <0.000009>").get(0).bytes())
                .containsExactly('x', 'x', 'y');
        Call half = read("17 write(3<\\x2f\\x66>, \"\\x78\"..., 2) = 2 <0.000009>").get(0);
        assertThatThrownBy(half::bytes).hasMessageContaining("only the beginning");
    }

    private List<Call> read(String... lines) {
        try {
            Path record = Files.write(directory.resolve("record"), List.of(lines), StandardCharsets.ISO_8859_1);
            List<Call> calls = new ArrayList<>();
            Calls.read(record, calls::add);
            return calls;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
