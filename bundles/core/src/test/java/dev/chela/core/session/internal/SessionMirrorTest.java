package dev.chela.core.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.FixedConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.json.Json;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.store.Witness;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.task.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionMirrorTest {
    @TempDir
    private Path root;

    @Test
    void the_mirror_says_at_stop_what_the_table_says_and_the_table_says_it_again_after_a_start() throws Exception {
        SessionKey key = new SessionKey("agent:main:telegram:peer:42");
        inHouse(sessions -> sessions.commit(key, "patch", "patch", (s, step) -> s.labelled("Anna", 7).using("test/other", 8)));
        Path file = root.resolve("agents/main/state/sessions.json");
        JsonNode mirrored = Json.read(Files.readString(file)).path(key.value());
        assertThat(mirrored.path("label").asText()).isEqualTo("Anna");
        assertThat(mirrored.path("sessionFile").asText()).endsWith("telegram~peer~42.jsonl");
        inHouse(sessions -> {
            assertThat(sessions.find(key)).hasValueSatisfying(s -> {
                assertThat(s.label()).isEqualTo("Anna");
                assertThat(s.chosenModel()).hasValue("test/other");
                assertThat(s.updatedAt()).isEqualTo(8);
            });
            sessions.delete(key);
        });
        assertThat(Json.read(Files.readString(file)).has(key.value())).isFalse();
    }

    @Test
    void a_slow_disk_holds_up_neither_the_clock_nor_who_changes_the_table_and_is_written_to_once_at_a_time() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger writings = new AtomicInteger();
        Alarms clock = new Alarms();
        LockedHome home = new LockedHome(root);
        SessionMirror mirror = new SessionMirror(home, clock, () -> {
            writings.incrementAndGet();
            busy.countDown();
            awaitUninterrupted(free);
            return List.of();
        });
        mirror.touch(new AgentId("main"));
        clock.ring();
        assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
        mirror.touch(new AgentId("main"));
        clock.ring();
        clock.ring();
        assertThat(writings).hasValue(1);
        free.countDown();
        mirror.close();
        assertThat(writings).hasValue(2);
        assertThat(root.resolve("agents/main/state/sessions.json")).hasContent("{}");
        home.close();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rings on the thread of the test. */
    private static final class Alarms implements Clock {
        private final List<Runnable> set = new CopyOnWriteArrayList<>();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            set.add(action);
            return () -> set.remove(action);
        }

        void ring() {
            List<Runnable> due = List.copyOf(set);
            set.removeAll(due);
            due.forEach(Runnable::run);
        }
    }

    private void inHouse(java.util.function.Consumer<SqliteSessions> work) {
        LockedHome home = new LockedHome(root);
        InProcessEvents events = new InProcessEvents();
        SystemClock clock = new SystemClock();
        SqliteLedger ledger = new SqliteLedger(home, events, Witness.NONE);
        SqliteSessions sessions = new SqliteSessions(ledger, events, clock, home, new FixedConfig(new SendPolicy(null)));
        work.accept(sessions);
        sessions.close();
        ledger.close();
        clock.close();
        home.close();
    }
}
