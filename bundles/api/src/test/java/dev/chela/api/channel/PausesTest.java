package dev.chela.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every wait here would last hours, were it not ended. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PausesTest {
    private static final Duration HOURS = Duration.ofHours(2);

    private final Pauses pauses = new Pauses(HOURS);

    @Test
    void ends_the_wait_of_an_account_that_ends() throws InterruptedException {
        CompletableFuture<Boolean> waited = new CompletableFuture<>();
        Thread waiting = waiting(waited, () -> pauses.after(3));
        pauses.end();
        assertThat(waited.join()).as("whoever waits learns that it is over").isTrue();
        waiting.join();
    }

    @Test
    void nobody_waits_any_more_after_the_end() {
        pauses.end();
        pauses.of(HOURS);
        pauses.after(0);
        assertThat(pauses.over()).isTrue();
    }

    @Test
    void an_interrupt_ends_it_for_good_and_is_kept() throws InterruptedException {
        CompletableFuture<Boolean> waited = new CompletableFuture<>();
        Thread waiting = waiting(waited, () -> {
            pauses.of(HOURS);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        waiting.interrupt();
        assertThat(waited.join()).isTrue();
        waiting.join();
    }

    @Test
    void a_wait_that_has_passed_ends_nothing() {
        Pauses brief = new Pauses(Duration.ofMillis(1));
        brief.after(0);
        brief.of(Duration.ZERO);
        assertThat(brief.over()).isFalse();
    }

    @Test
    void each_failure_doubles_the_wait_and_no_more_than_six_do() {
        Duration unit = Duration.ofMillis(10);
        assertThat(took(unit, pauses -> pauses.after(0))).isGreaterThanOrEqualTo(unit.dividedBy(2));
        assertThat(took(unit, pauses -> pauses.after(4))).isGreaterThanOrEqualTo(unit.multipliedBy(8));
        // Doubled a thousand times it would end with the universe.
        assertThat(took(unit, pauses -> pauses.after(1_000))).isGreaterThanOrEqualTo(unit.multipliedBy(32));
    }

    private static Duration took(Duration unit, Consumer<Pauses> wait) {
        long began = System.nanoTime();
        wait.accept(new Pauses(unit));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Thread waiting(CompletableFuture<Boolean> waited, Runnable wait) {
        Thread thread = new Thread(() -> {
            try {
                wait.run();
                waited.complete(pauses.over());
            } catch (Throwable failed) {
                waited.completeExceptionally(failed);
            }
        });
        thread.start();
        return thread;
    }
}
