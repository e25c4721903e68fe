package dev.chela.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Transient;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.LedgerLoad;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCrowdTest {
    private static final int CROWD = 64;
    private static final int FILES = 7;

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

    @Test
    void every_commit_acknowledged_to_a_crowd_is_there_after_a_crash_and_each_file_has_the_order_of_the_commits() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(3000);
        Crowd crowd = new Crowd(member -> {
            for (int i = 0; commits(step(member, i)); i++) {
                acknowledged.add(member + "-" + i);
                enough.countDown();
            }
        });
        enough.await();
        LedgerLoad load = harness.ledger.load();
        harness.ledger.abandon();
        crowd.join();
        harness.open();
        List<String> keys = harness.keys();
        assertThat(keys).containsAll(acknowledged).doesNotHaveDuplicates();
        for (int file = 0; file < FILES; file++) {
            String own = Integer.toString(file);
            assertThat(harness.ids("f" + file + ".jsonl")).isEqualTo(keys.stream().filter(key -> fileOf(key).equals(own)).toList());
        }
        assertThat(load.batches()).isLessThan(load.commits());
        assertThat(load.largestBatch()).isBetween(2, 256);
        assertThat(load.lastSyncNanos()).isPositive();
    }

    @Test
    void a_refused_and_a_failing_step_take_none_of_their_neighbours_along() throws Exception {
        harness.ledger.commit(Step.named("taken").change(LedgerHarness.put("taken", "v")).build());
        Crowd crowd = new Crowd(member -> {
            for (int i = 0; i < 30; i++) {
                try {
                    Outcome outcome = harness.ledger.commit(odd(member, i));
                    assertThat(outcome).isEqualTo(i % 3 == 1 ? Outcome.REFUSED : Outcome.APPLIED);
                } catch (Defect wrong) {
                    assertThat(i % 3).isEqualTo(2);
                }
            }
        });
        crowd.join();
        assertThat(harness.keys()).hasSize(1 + CROWD * 10).allMatch(key -> key.equals("taken") || key.matches("\\d+-(0|3|6|9|[12][0-9])"));
        assertThat(harness.ids()).hasSize(CROWD * 10).doesNotHaveDuplicates();
    }

    @Test
    void more_readers_than_connections_all_see_what_was_committed_before() throws Exception {
        Crowd crowd = new Crowd(member -> {
            for (int i = 0; i < 20; i++) {
                harness.ledger.commit(step(member, i));
                assertThat(harness.ledger.one("SELECT v FROM item WHERE k = ?", row -> row.text("v"), member + "-" + i)).contains("v");
            }
        });
        crowd.join();
    }

    private boolean commits(Step step) {
        try {
            return harness.ledger.commit(step) == Outcome.APPLIED;
        } catch (Transient stopped) {
            return false;
        }
    }

    private static Step step(int member, int i) {
        String id = member + "-" + i;
        return Step.named("crowd").change(LedgerHarness.put(id, "v"))
                .line(new Line("f" + fileOf(id) + ".jsonl", id, "{\"id\":\"" + id + "\"}")).build();
    }

    private static String fileOf(String key) {
        return Integer.toString(Integer.parseInt(key.split("-")[0]) % FILES);
    }

    /** Of three steps one is good, one is refused after it changed something, one is not SQL after it changed something. */
    private static Step odd(int member, int i) {
        Step.Builder step = Step.named("odd").change(LedgerHarness.put(member + "-" + i, "v")).line(LedgerHarness.line(member + "-" + i));
        if (i % 3 == 1) {
            step.change(LedgerHarness.put("taken", "again"));
        } else if (i % 3 == 2) {
            step.change(Change.of("INSERT INTO item (k) VALUES ('taken')"));
        }
        return step.build();
    }

    /** Many threads that do the same. */
    private static final class Crowd {
        private final ExecutorService threads = Executors.newFixedThreadPool(CROWD);
        private final List<Future<?>> members = new ArrayList<>();

        Crowd(IntConsumer work) {
            for (int i = 0; i < CROWD; i++) {
                int member = i;
                members.add(threads.submit(() -> work.accept(member)));
            }
        }

        void join() throws Exception {
            for (Future<?> member : members) {
                member.get();
            }
            threads.shutdown();
        }
    }
}
