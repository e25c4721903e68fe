package dev.chela.core.store.internal;

import static dev.chela.core.store.internal.LedgerHarness.line;
import static dev.chela.core.store.internal.LedgerHarness.put;
import static dev.chela.core.store.internal.LedgerHarness.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Transient;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommitTest {
    @TempDir
    Path temp;

    private LedgerHarness harness;
    private final List<Object> facts = new ArrayList<>();

    @BeforeEach
    void open() {
        harness = new LedgerHarness(temp).open();
        harness.events.listen(String.class, facts::add);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void an_applied_step_has_its_row_its_line_and_its_fact_when_commit_returns() {
        assertThat(harness.ledger.commit(step("a"))).isEqualTo(Outcome.APPLIED);
        assertThat(harness.keys()).containsExactly("a");
        assertThat(harness.ids()).containsExactly("a");
        assertThat(facts).containsExactly("a");
    }

    @Test
    void facts_alone_are_told_and_nothing_is_written() {
        long before = harness.ledger.load().commits();
        assertThat(harness.ledger.commit(Step.named("news").fact("news").build())).isEqualTo(Outcome.APPLIED);
        assertThat(facts).containsExactly("news");
        harness.ledger.commit(step("a"));
        assertThat(harness.ledger.load().commits()).isEqualTo(before + 1);
    }

    @Test
    void a_conflicting_insert_refuses_the_whole_step() {
        harness.ledger.commit(step("a"));
        Step again = Step.named("again").change(put("new", "v")).change(put("a", "v")).line(line("x")).fact("x").build();
        assertThat(harness.ledger.commit(again)).isEqualTo(Outcome.REFUSED);
        assertThat(harness.keys()).containsExactly("a");
        assertThat(harness.ids()).containsExactly("a");
        assertThat(facts).containsExactly("a");
    }

    @Test
    void an_update_of_nothing_is_refused_only_when_one_row_was_expected() {
        Change any = Change.of("UPDATE item SET v = ? WHERE k = ?", "w", "absent");
        Change one = Change.one("UPDATE item SET v = ? WHERE k = ?", "w", "absent");
        assertThat(harness.ledger.commit(Step.named("any").change(any).build())).isEqualTo(Outcome.APPLIED);
        assertThat(harness.ledger.commit(Step.named("one").change(one).build())).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void a_step_with_wrong_sql_names_itself_and_changes_nothing() {
        Step wrong = Step.named("oops").change(put("b", "v")).change(Change.of("INSERT INTO nowhere VALUES (1)")).build();
        assertThatThrownBy(() -> harness.ledger.commit(wrong)).isInstanceOf(Defect.class).hasMessageContaining("oops");
        assertThat(harness.keys()).isEmpty();
        assertThat(harness.ledger.commit(step("a"))).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void a_broken_constraint_is_the_step_s_own_fault() {
        harness.ledger.commit(step("a"));
        Step twice = Step.named("twice").change(Change.of("INSERT INTO item (k) VALUES ('a')")).build();
        assertThatThrownBy(() -> harness.ledger.commit(twice)).isInstanceOf(Defect.class).hasMessageContaining("UNIQUE");
        assertThat(harness.ledger.commit(step("b"))).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void values_come_back_as_they_went() {
        harness.ledger.define("values", List.of(List.of("CREATE TABLE val (t TEXT, n INTEGER, f INTEGER, b BLOB, e TEXT, z TEXT)")));
        byte[] blob = {0, 1, -1};
        harness.ledger.commit(Step.named("values").change(Change.one("INSERT INTO val VALUES (?, ?, ?, ?, ?, ?)",
                "ünï\0code", Long.MAX_VALUE, true, blob, Outcome.APPLIED, null)).build());
        harness.ledger.read("SELECT * FROM val", row -> {
            assertThat(row.text("t")).isEqualTo("ünï\0code");
            assertThat(row.number("n")).isEqualTo(Long.MAX_VALUE);
            assertThat(row.flag("f")).isTrue();
            assertThat(row.bytes("b")).isEqualTo(blob);
            assertThat(row.text("e")).isEqualTo("APPLIED");
            assertThat(row.text("z")).isNull();
            assertThat(row.number("z")).isZero();
            return row;
        });
    }

    @Test
    void a_line_break_in_a_line_or_a_path_out_of_the_home_is_refused_before_anything_happens() {
        Step broken = Step.named("s").change(put("a", "v")).line(new Line(LedgerHarness.FILE, "a", "{\n}")).build();
        Step outside = Step.named("s").change(put("a", "v")).line(new Line("../x.jsonl", "a", "{}")).build();
        assertThatThrownBy(() -> harness.ledger.commit(broken)).isInstanceOf(Defect.class).hasMessageContaining("line break");
        assertThatThrownBy(() -> harness.ledger.commit(outside)).isInstanceOf(Defect.class).hasMessageContaining("../x.jsonl");
        assertThat(harness.keys()).isEmpty();
    }

    @Test
    void files_are_private() throws Exception {
        harness.ledger.commit(step("a"));
        for (String name : List.of(LedgerHarness.FILE, "state/chela.db", "state/chela.db-wal", "state/chela.db-shm")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(name)))).isEqualTo("rw-------");
        }
    }

    @Test
    void an_interrupted_thread_commits_and_reads_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        harness.ledger.commit(step("a"));
        List<String> keys = harness.keys();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys).containsExactly("a");
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    void a_moved_file_keeps_its_lines_and_the_old_name_begins_anew() {
        harness.ledger.commit(step("a"));
        harness.ledger.commit(Step.named("roll").move(LedgerHarness.FILE, "old/s.1.jsonl").line(line("b")).build());
        harness.ledger.commit(step("c"));
        assertThat(harness.ids("old/s.1.jsonl")).containsExactly("a");
        assertThat(harness.ids()).containsExactly("b", "c");
    }

    @Test
    void a_move_onto_an_existing_file_changes_nothing() {
        harness.ledger.commit(step("a"));
        harness.ledger.commit(Step.named("other").line(new Line("t.jsonl", "t", "{}")).build());
        Step onto = Step.named("onto").change(put("x", "v")).move(LedgerHarness.FILE, "t.jsonl").build();
        assertThatThrownBy(() -> harness.ledger.commit(onto)).hasMessageContaining("t.jsonl");
        assertThat(harness.keys()).containsExactly("a");
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    void after_the_stop_a_commit_is_refused_as_something_that_may_work_later() {
        harness.ledger.close();
        assertThatThrownBy(() -> harness.ledger.commit(step("late"))).isInstanceOf(Transient.class);
        harness.open();
        assertThat(harness.keys()).isEmpty();
    }
}
