package dev.chela.core.store.internal;

import static dev.chela.core.store.internal.LedgerHarness.line;
import static dev.chela.core.store.internal.LedgerHarness.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.store.CommitListener.Phase;
import dev.chela.core.store.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerRecoveryTest {
    @TempDir
    Path temp;

    private LedgerHarness harness;

    @BeforeEach
    void open() {
        harness = new LedgerHarness(temp).open();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    /** The gateway stops here. */
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void a_stop_at_each_phase_leaves_all_of_a_step_or_nothing(Phase phase) {
        harness.ledger.commit(step("before"));
        harness.options = harness.options.with((name, at) -> {
            if (name.equals("last") && at == phase) {
                throw new Stop();
            }
        });
        harness.crashAndReopen();
        assertThatThrownBy(() -> harness.ledger.commit(step("last"))).isInstanceOf(Stop.class);
        harness.crashAndReopen();
        List<String> expected = phase == Phase.BEFORE_COMMIT ? List.of("before") : List.of("before", "last");
        assertThat(harness.keys()).isEqualTo(expected);
        assertThat(harness.ids()).isEqualTo(expected);
        harness.ledger.commit(step("after"));
        assertThat(harness.ids()).endsWith("after").hasSize(expected.size() + 1);
    }

    @Test
    void every_length_at_which_the_file_may_be_torn_is_mended() throws IOException {
        for (String id : List.of("one", "two", "three")) {
            harness.ledger.commit(step(id));
        }
        harness.ledger.abandon();
        byte[] whole = Files.readAllBytes(harness.file());
        Path state = temp.resolve("state");
        Path saved = copy(state, temp.resolve("saved"));
        for (int length = 0; length <= whole.length; length++) {
            copy(saved, state);
            Files.write(harness.file(), java.util.Arrays.copyOf(whole, length));
            harness.open();
            assertThat(harness.ids()).as("cut at %d", length).containsExactly("one", "two", "three");
            assertThat(harness.redoRows()).isZero();
            harness.ledger.abandon();
        }
        harness.open();
    }

    @Test
    void a_missing_file_is_written_anew_from_the_redo_rows() throws IOException {
        harness.ledger.commit(step("a"));
        harness.ledger.abandon();
        Files.delete(harness.file());
        harness.open();
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    void a_block_that_was_never_written_reads_as_zeros_and_is_replaced() throws IOException {
        harness.ledger.commit(step("a"));
        harness.ledger.commit(step("b"));
        harness.ledger.abandon();
        byte[] bytes = Files.readAllBytes(harness.file());
        java.util.Arrays.fill(bytes, 0, bytes.length / 2 - 1, (byte) 0);
        Files.write(harness.file(), bytes);
        harness.open();
        assertThat(harness.ids()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 70_000, 300_000})
    void what_was_there_before_stays_however_long_it_is(int length) throws IOException {
        Files.createDirectories(harness.file().getParent());
        String old = "x".repeat(length) + "\n" + "y".repeat(length) + "\n";
        Files.writeString(harness.file(), old);
        harness.ledger.commit(step("a"));
        harness.ledger.abandon();
        Files.writeString(harness.file(), "{\"torn", StandardOpenOption.APPEND);
        harness.open();
        assertThat(Files.readString(harness.file())).isEqualTo(old + "{\"id\":\"a\"}\n");
    }

    @Test
    void a_last_line_that_an_editor_left_open_is_kept_as_a_line() throws IOException {
        Files.createDirectories(harness.file().getParent());
        Files.writeString(harness.file(), "{\"id\":\"by hand\"}");
        harness.ledger.commit(step("a"));
        assertThat(harness.ids()).containsExactly("by hand", "a");
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"COMMITTED", "APPENDED"})
    void a_stop_around_a_move_ends_with_both_files_right(Phase phase) {
        harness.options = harness.options.with((name, at) -> {
            if (name.equals("roll") && at == phase) {
                throw new Stop();
            }
        });
        harness.crashAndReopen();
        harness.ledger.commit(step("a"));
        Step roll = Step.named("roll").move(LedgerHarness.FILE, "old/s.1.jsonl").line(line("b")).build();
        assertThatThrownBy(() -> harness.ledger.commit(roll)).isInstanceOf(Stop.class);
        harness.crashAndReopen();
        assertThat(harness.ids("old/s.1.jsonl")).containsExactly("a");
        assertThat(harness.ids()).containsExactly("b");
    }

    @Test
    void a_clean_stop_leaves_no_redo_rows_and_an_empty_write_ahead_log() throws IOException {
        harness.ledger.commit(step("a"));
        assertThat(harness.redoRows()).isOne();
        harness.ledger.close();
        assertThat(temp.resolve("state/chela.db-wal")).doesNotExist();
        harness.open();
        assertThat(harness.redoRows()).isZero();
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    void a_line_without_redo_rows_is_never_written_again() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add("id" + i);
            harness.ledger.commit(step("id" + i));
            if (i % 50 == 0) {
                harness.ledger.close();
                harness.open();
            }
        }
        harness.crashAndReopen();
        assertThat(harness.ids()).isEqualTo(ids);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
