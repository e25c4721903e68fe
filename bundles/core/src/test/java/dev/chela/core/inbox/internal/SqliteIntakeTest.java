package dev.chela.core.inbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Intake.State;
import dev.chela.core.inbox.Said;
import dev.chela.core.store.Step;
import dev.chela.core.store.Witness;
import dev.chela.core.store.internal.SqliteLedger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteIntakeTest {
    @TempDir
    private Path root;
    private LockedHome home;
    private final InProcessEvents events = new InProcessEvents();
    private SqliteLedger ledger;
    private SqliteIntake intake;

    @BeforeEach
    void open() {
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, events, Witness.NONE);
        intake = new SqliteIntake(ledger, events, 3);
    }

    @AfterEach
    void close() {
        intake.stop();
        ledger.close();
        home.close();
    }

    private static Input input(String id, String eventId) {
        SessionKey session = new SessionKey("agent:main:main");
        return new Input(id, "chat", "", eventId, new Said(session, "hi", List.of(), ""), "", 1);
    }

    @Test
    void the_same_event_is_one_input_whatever_id_it_came_with() {
        assertThat(intake.submit(input("a", "1")).fresh()).isTrue();
        Intake.Receipt again = intake.submit(input("b", "1"));
        assertThat(again.fresh()).isFalse();
        assertThat(again.existing()).hasValueSatisfying(kept -> assertThat(kept.input().id()).isEqualTo("a"));
        assertThat(intake.open()).hasSize(1);
    }

    @Test
    void a_full_inbox_says_when_to_come_back_and_has_room_again_when_something_was_taken() {
        List.of("a", "b", "c").forEach(id -> intake.submit(input(id, id)));
        assertThatThrownBy(() -> intake.submit(input("d", "d"))).isInstanceOfSatisfying(Transient.class, full -> {
            assertThat(full).hasMessageContaining("3");
            assertThat(full.after()).isPositive();
        });
        Step.Builder step = Step.named("take");
        intake.take(step, "a", new RunId("a"));
        ledger.commit(step.build());
        assertThat(intake.submit(input("d", "d")).fresh()).isTrue();
    }

    @Test
    void repetitions_do_not_fill_it() {
        for (int i = 0; i < 10; i++) {
            intake.submit(input("a", "a"));
            intake.submit(input("x" + i, "a"));
        }
        assertThat(intake.submit(input("b", "b")).fresh()).isTrue();
        assertThat(intake.submit(input("c", "c")).fresh()).isTrue();
    }

    @Test
    void what_a_run_took_is_known_until_the_run_ends() {
        List.of("a", "b").forEach(id -> intake.submit(input(id, id)));
        Step.Builder step = Step.named("take");
        intake.take(step, "a", new RunId("a"));
        intake.take(step, "b", new RunId("a"));
        ledger.commit(step.build());
        assertThat(intake.takenBy(new RunId("a"))).containsExactly("a", "b");
        Step.Builder end = Step.named("end");
        intake.settle(end, new RunId("a"));
        ledger.commit(end.build());
        assertThat(intake.takenBy(new RunId("a"))).isEmpty();
        assertThat(intake.find("b")).map(Intake.Kept::state).hasValue(State.SETTLED);
    }
}
