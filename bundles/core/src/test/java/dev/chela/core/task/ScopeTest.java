package dev.chela.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final int ROUNDS = 2000;

    private final Scope scope = new Scope("test");

    /** Waits until it is interrupted. */
    private static final class Sleeper implements Runnable {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch woken = new CountDownLatch(1);

        @Override
        public void run() {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                woken.countDown();
            }
        }
    }

    @Test
    void a_close_in_the_instant_in_which_work_begins_interrupts_it_all_the_same() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Scope one = new Scope("test");
            Sleeper sleeper = new Sleeper();
            Thread starts = new Thread(() -> one.start("sleeper", sleeper));
            starts.start();
            sleeper.begun.await();
            one.close();
            assertThat(sleeper.woken.getCount()).as("round " + round).isZero();
            starts.join();
        }
    }

    @Test
    void what_was_cancelled_does_not_pass_its_interrupt_on_to_what_runs_next() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Sleeper sleeper = new Sleeper();
            Future<Object> first = scope.call("first", () -> {
                sleeper.run();
                return "";
            });
            sleeper.begun.await();
            first.cancel(true);
            assertThat(scope.call("next", Thread::interrupted).get(1, TimeUnit.MINUTES)).as("round " + round).isFalse();
            assertThat(sleeper.woken.await(1, TimeUnit.MINUTES)).isTrue();
        }
        scope.close();
    }

    @Test
    void what_was_cancelled_stays_cancelled_whatever_its_work_makes_of_the_interrupt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Sleeper sleeper = new Sleeper();
            Future<String> work = scope.call("sleeper", () -> {
                sleeper.run();
                return "an answer that nobody wants any more";
            });
            sleeper.begun.await();
            assertThat(work.cancel(true)).as("round " + round).isTrue();
            assertThatThrownBy(work::get).isInstanceOf(CancellationException.class);
        }
        scope.close();
    }

    @Test
    void a_fault_belongs_to_whoever_holds_the_future() {
        Future<Object> failing = scope.call("failing", () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("broken");
        scope.close();
    }

    @Test
    void nothing_starts_in_a_scope_that_has_ended() {
        scope.close();
        assertThat(scope.ended()).isTrue();
        assertThatThrownBy(() -> scope.start("late", () -> { })).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("test").hasMessageContaining("late");
    }
}
