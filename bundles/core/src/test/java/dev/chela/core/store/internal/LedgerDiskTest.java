package dev.chela.core.store.internal;

import static dev.chela.core.store.internal.LedgerHarness.put;
import static dev.chela.core.store.internal.LedgerHarness.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Transient;
import dev.chela.core.store.CommitListener;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.store.StorageFreed;
import dev.chela.core.store.StorageFull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LedgerDiskTest {
    @TempDir
    Path temp;

    private LedgerHarness harness;
    private final CompletableFuture<StorageFull> full = new CompletableFuture<>();
    private final CompletableFuture<StorageFreed> freed = new CompletableFuture<>();
    private final CountDownLatch fatal = new CountDownLatch(1);

    @BeforeEach
    void open() {
        harness = new LedgerHarness(temp);
        harness.options = new LedgerOptions(CommitListener.NONE, fatal::countDown, Duration.ofMillis(5));
        harness.events.listen(StorageFull.class, full::complete);
        harness.events.listen(StorageFreed.class, freed::complete);
        harness.open();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void a_full_database_refuses_commits_says_so_and_resumes_by_itself() throws Exception {
        harness.ledger.commit(step("a"));
        long pages = harness.ledger.one("PRAGMA page_count", row -> row.number("page_count")).orElseThrow();
        harness.ledger.define("limit", List.of(List.of("PRAGMA max_page_count = " + (pages + 2))));
        Step large = Step.named("large").change(put("large", "x".repeat(1 << 20))).build();
        assertThatThrownBy(() -> harness.ledger.commit(large)).isInstanceOf(Transient.class).hasMessageContaining("full");
        assertThat(full.get(60, TimeUnit.SECONDS).detail()).contains("make room");
        assertThat(harness.ledger.load().full()).isTrue();
        assertThatThrownBy(() -> harness.ledger.commit(step("b"))).isInstanceOf(Transient.class);
        assertThat(harness.keys()).containsExactly("a");
        harness.ledger.define("room", List.of(List.of("PRAGMA max_page_count = 1000000")));
        freed.get(60, TimeUnit.SECONDS);
        assertThat(harness.ledger.commit(large)).isEqualTo(Outcome.APPLIED);
        assertThat(harness.ledger.load().full()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_commit_whose_line_finds_no_room_waits_for_it_while_others_are_refused() throws Exception {
        Files.createDirectories(harness.file().getParent());
        Files.createSymbolicLink(harness.file(), Path.of("/dev/full"));
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> harness.ledger.commit(step("a")));
        full.get(60, TimeUnit.SECONDS);
        assertThat(waiting).isNotDone();
        assertThatThrownBy(() -> harness.ledger.commit(step("b"))).isInstanceOf(Transient.class);
        Files.delete(harness.file());
        freed.get(60, TimeUnit.SECONDS);
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(Outcome.APPLIED);
        harness.ledger.commit(step("c"));
        assertThat(harness.ids()).containsExactly("a", "c");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_stop_while_the_disk_is_full_loses_nothing() throws Exception {
        Files.createDirectories(harness.file().getParent());
        Files.createSymbolicLink(harness.file(), Path.of("/dev/full"));
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> harness.ledger.commit(step("a")));
        full.get(60, TimeUnit.SECONDS);
        harness.ledger.close();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(Outcome.APPLIED);
        Files.delete(harness.file());
        harness.open();
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_failed_sync_stops_the_process_and_keeps_the_redo_rows() throws Exception {
        Files.createDirectories(harness.file().getParent());
        Files.createSymbolicLink(harness.file(), Path.of("/dev/null")); // Takes every byte, cannot be synced.
        harness.ledger.commit(step("a"));
        assertThat(fatal.await(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> harness.ledger.commit(step("b"))).isInstanceOf(Transient.class).hasMessageContaining("failed");
        harness.ledger.abandon();
        Files.delete(harness.file());
        harness.open();
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    void synced_lines_lose_their_redo_rows_while_the_gateway_runs() throws Exception {
        CountDownLatch forgotten = new CountDownLatch(1);
        harness.ledger.commit(step("a"));
        CompletableFuture.runAsync(() -> {
            while (harness.redoRows() > 0) {
                Thread.onSpinWait();
            }
            forgotten.countDown();
        });
        assertThat(forgotten.await(60, TimeUnit.SECONDS)).isTrue();
        harness.crashAndReopen();
        assertThat(harness.ids()).containsExactly("a");
    }

    @Test
    void more_files_than_are_kept_open_all_get_their_lines() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 150; i++) {
                String id = round + "-" + i;
                harness.ledger.commit(Step.named("many").line(new Step.Line("many/" + i + ".jsonl", id, "{\"id\":\"" + id + "\"}")).build());
            }
        }
        harness.crashAndReopen();
        for (int i = 0; i < 150; i++) {
            assertThat(harness.ids("many/" + i + ".jsonl")).containsExactly("0-" + i, "1-" + i, "2-" + i);
        }
    }

    /** A turn may be aborted while it makes its conversation's first file. */
    @Test
    void an_interrupt_at_any_moment_is_no_failure_of_the_disk() throws Exception {
        int conversations = 100;
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        Thread turn = new Thread(() -> {
            for (int i = 0; i < conversations; i++) {
                String id = "turn-" + i;
                harness.ledger.commit(Step.named(id).change(put(id, "v"))
                        .line(new Step.Line("agents/a" + i + "/state/transcripts/s.jsonl", id, "{\"id\":\"" + id + "\"}")).build());
            }
            kept.complete(Thread.currentThread().isInterrupted());
        });
        turn.setUncaughtExceptionHandler((thread, lost) -> kept.completeExceptionally(lost));
        turn.start();
        while (!kept.isDone()) {
            turn.interrupt();
        }
        assertThat(kept.get()).as("the interrupt is still there for the turn").isTrue();
        assertThat(fatal.getCount()).as("halts that were not asked for").isOne();
        assertThat(harness.keys()).hasSize(conversations);
        assertThat(Files.readString(temp.resolve("agents/a" + (conversations - 1) + "/state/transcripts/s.jsonl"))).contains("turn-");
    }
}
