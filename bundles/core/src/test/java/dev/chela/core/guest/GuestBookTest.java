package dev.chela.core.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Transient;
import dev.chela.core.task.CancelSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestBookTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final int ROUNDS = 500;

    private final GuestBook book = new GuestBook();
    private final Desk desk = book.admit(new Guest(7, "dice", "1.0"));
    private final CancelSource cancellation = new CancelSource();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @AfterEach
    void stop() {
        leave.countDown();
        book.close();
    }

    private CompletableFuture<String> stay() throws InterruptedException {
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> {
            try {
                return desk.call("roll", Duration.ZERO, cancellation, () -> {
                    inside.countDown();
                    leave.await();
                    return "six";
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        inside.await();
        return call;
    }

    @Test
    void draining_waits_for_running_calls_and_quiescing_holds_new_ones_back() throws Exception {
        CompletableFuture<String> running = stay();
        book.quiesce(7);
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> {
            try (Lease lease = desk.enter("roll again")) {
                return "in";
            }
        });

        assertThat(book.drain(7, Duration.ofMillis(50))).isFalse();
        leave.countDown();
        assertThat(book.drain(7, LONG)).isTrue();
        assertThat(running.get()).isEqualTo("six");
        assertThat(held).isNotDone();

        book.release(7);
        assertThat(held.get()).isEqualTo("in");
    }

    @Test
    void a_call_may_stop_its_own_plugin() throws Exception {
        boolean empty = desk.call("upgrade myself", LONG, cancellation, () -> desk.close(LONG));

        assertThat(empty).isTrue();
        assertThatThrownBy(() -> desk.enter("again")).isInstanceOf(Transient.class).hasMessageContaining("dice 1.0 was withdrawn");
    }

    @Test
    void closing_interrupts_whoever_is_still_inside_at_the_limit() throws Exception {
        CompletableFuture<String> running = stay();

        assertThat(desk.close(Duration.ofMillis(50))).isFalse();

        assertThatThrownBy(running::get).hasRootCauseInstanceOf(InterruptedException.class).hasStackTraceContaining("is stopping");
        assertThat(book.accounts()).isEmpty();
    }

    @Test
    void the_end_of_the_gateway_ends_waits_however_long_they_were_meant() throws Exception {
        AtomicReference<Runnable> end = new AtomicReference<>();
        GuestBook ending = new GuestBook(Instant::now, guest -> Optional.empty(), hurry -> {
            end.set(hurry);
            return () -> { };
        });
        Desk dice = ending.admit(new Guest(7, "dice", "1.0"));
        Lease lease = dice.enter("roll", () -> { });
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> ending.drain(7, LONG));
        end.get().run();
        assertThat(drained.get(10, TimeUnit.SECONDS)).as("left in time").isFalse();
        assertThat(CompletableFuture.supplyAsync(() -> dice.close(LONG)).get(10, TimeUnit.SECONDS)).as("left in time").isFalse();
        lease.close();
        ending.close();
    }

    @Test
    void a_deadline_frees_the_caller_and_counts_as_a_fault() {
        assertThatThrownBy(() -> desk.call("roll", Duration.ofMillis(50), cancellation, () -> leave.getCount() + new CountDownLatchWait(leave).get()))
                .isInstanceOf(Transient.class).hasMessageContaining("did not finish");

        assertThat(book.accounts()).singleElement().satisfies(account -> {
            assertThat(account.faults()).isEqualTo(1);
            assertThat(account.lastFault()).contains("did not finish");
        });
    }

    private record CountDownLatchWait(CountDownLatch latch) {
        long get() throws InterruptedException {
            latch.await();
            return 0;
        }
    }

    @Test
    void cancelling_frees_the_caller_and_is_no_fault() throws Exception {
        CompletableFuture<String> running = stay();

        cancellation.cancel("abort");

        assertThatThrownBy(running::get).hasStackTraceContaining(CancellationException.class.getName());
        assertThat(book.accounts()).singleElement().satisfies(account -> assertThat(account.faults()).isZero());
    }

    @Test
    void counts_mistakes_of_the_plugin_but_not_refusals() {
        assertThatThrownBy(() -> desk.call("roll", LONG, cancellation, () -> {
            throw new Denied("no");
        })).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> desk.call("roll", LONG, cancellation, () -> {
            throw new NullPointerException("oops");
        })).isInstanceOf(NullPointerException.class);

        assertThat(book.accounts()).singleElement().satisfies(account -> {
            assertThat(account.calls()).isEqualTo(2);
            assertThat(account.faults()).isEqualTo(1);
            assertThat(account.lastFault()).contains("oops");
        });
    }

    @Test
    void whoever_was_told_that_a_call_was_cancelled_does_not_see_it_begin() {
        AtomicInteger late = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            CancelSource token = new CancelSource();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Boolean> cancelling = CompletableFuture.supplyAsync(() -> token.cancel("abort"));
            assertThatThrownBy(() -> desk.call("roll", Duration.ZERO, token, () -> {
                late.addAndGet(over.get() ? 1 : 0);
                return new CountDownLatchWait(leave).get();
            })).isInstanceOf(CancellationException.class);
            over.set(true);
            cancelling.join();
        }
        assertThat(book.drain(7, LONG)).isTrue();
        assertThat(late).hasValue(0);
    }

    @Test
    void what_is_said_not_to_have_begun_never_begins() {
        AtomicInteger began = new AtomicInteger();
        int said = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Attempt<Long> attempt = desk.attempt("roll", Duration.ofMillis(1), cancellation, () -> {
                began.incrementAndGet();
                return new CountDownLatchWait(leave).get();
            });
            said += ((Attempt.Failed<Long>) attempt).begun() ? 1 : 0;
        }
        book.close();
        assertThat(began).hasValue(said);
    }
}
