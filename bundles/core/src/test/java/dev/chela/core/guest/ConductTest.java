package dev.chela.core.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Transient;
import dev.chela.core.guest.Guests.Mishap;
import dev.chela.core.task.CancelSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of a plugin's mistakes, and what becomes of one that makes nothing but mistakes. */
class ConductTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Guest BAD = new Guest(7, "bad", "1.0.0");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final GuestBook book = new GuestBook(() -> now);
    private final Desk desk = book.admit(BAD);

    @AfterEach
    void stop() {
        book.close();
    }

    private Attempt<String> call(Callable<String> work) {
        return desk.attempt("roll", LONG, new CancelSource(), work);
    }

    private void fail(int times) {
        for (int time = 0; time < times; time++) {
            call(() -> {
                throw new IllegalStateException("cold");
            });
        }
    }

    @Test
    void a_mistake_is_kept_with_its_time_its_call_and_its_cause_when_the_generation_has_gone() {
        call(() -> {
            throw new IllegalStateException("outer", new NumberFormatException("inner"));
        });
        desk.close(Duration.ZERO);
        Mishap kept = book.mishaps("bad").get(0);
        assertThat(kept.guest()).isEqualTo(BAD);
        assertThat(kept.at()).isEqualTo(now);
        assertThat(kept.what()).isEqualTo("roll");
        assertThat(kept.fault()).isEqualTo("java.lang.IllegalStateException: outer");
        assertThat(kept.stack().get(0)).isEqualTo("caused by java.lang.NumberFormatException: inner");
        assertThat(kept.stack().get(1)).contains("ConductTest");
        assertThat(book.mishaps("nobody")).isEmpty();
    }

    @Test
    void what_a_generation_had_carried_is_kept_as_long_as_it_offers_anything() {
        Desk other = book.admit(BAD);
        desk.traffic().sent(3);
        other.traffic().received(5);
        book.traffic(BAD).tokens(7);
        desk.close(Duration.ZERO);
        assertThat(other.traffic().sum()).isEqualTo(new Traffic.Sum(3, 5, 7));
        assertThat(book.traffic(new Guest(8, "bad", "1.0.1")).sum()).as("of the next one").isEqualTo(new Traffic.Sum(0, 0, 0));
        other.close(Duration.ZERO);
        assertThat(book.traffic(BAD).sum()).isEqualTo(new Traffic.Sum(0, 0, 0));
    }

    @Test
    void of_what_took_too_long_it_is_kept_where_it_was() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Attempt<String> late = desk.attempt("roll", Duration.ofSeconds(1), new CancelSource(), () -> {
            entered.countDown();
            never.await();
            return "";
        });
        assertThat(late).isInstanceOf(Attempt.Failed.class);
        Mishap kept = book.mishaps("bad").get(0);
        assertThat(kept.fault()).contains("roll did not finish within 1 s");
        if (entered.getCount() == 0) { // A machine may take longer than that to start a thread: then it was nowhere.
            assertThat(String.join("\n", kept.stack())).contains("CountDownLatch.await");
        }
        assertThat(book.accounts()).singleElement().satisfies(account -> assertThat(account.faults()).isEqualTo(1));
    }

    @Test
    void what_its_calls_take_of_the_processor_and_of_memory_is_added_up() {
        call(() -> String.valueOf(new byte[20_000_000].length));
        Effort first = book.accounts().get(0).effort();
        assertThat(first.allocated()).isBetween(20_000_000L, 40_000_000L);
        assertThat(first.processor()).isPositive().isLessThanOrEqualTo(first.inside().plusMillis(10));
        call(() -> String.valueOf(new byte[20_000_000].length));
        assertThat(book.accounts().get(0).effort().allocated()).isGreaterThan(40_000_000L);
    }

    @Test
    void after_ten_mistakes_in_a_row_nobody_is_let_in_until_it_has_rested() {
        fail(10);
        assertThat(book.mishaps("bad")).hasSize(5);
        Attempt<String> refused = call(() -> "never");
        assertThat(((Attempt.Failed<String>) refused).begun()).isFalse();
        assertThat(((Attempt.Failed<String>) refused).fault()).isInstanceOf(Transient.class)
                .hasMessage("roll: its plugin bad 1.0.0 failed 10 times in a row, the last time with java.lang.IllegalStateException: cold,"
                        + " and is not called until 2026-11-22T12:01:00Z");
        assertThat(book.accounts()).singleElement().satisfies(account -> {
            assertThat(account.calls()).isEqualTo(10);
            assertThat(account.rests()).isEqualTo(Instant.parse("2026-11-22T12:01:00Z"));
        });
        assertThat(desk.farewell("close", LONG, () -> "closed").or(failed -> "")).isEqualTo("closed");
        now = now.plusSeconds(60);
        assertThat(call(() -> "better").or(failed -> failed.said())).isEqualTo("better");
        fail(9);
        assertThat(call(() -> "still").or(failed -> failed.said())).isEqualTo("still");
    }

    @Test
    void all_that_a_generation_offers_rests_together_and_its_next_generation_begins_anew() {
        Desk other = book.admit(BAD);
        fail(10);
        assertThatThrownBy(() -> other.enter("look")).isInstanceOf(Transient.class).hasMessageContaining("10 times in a row");
        Desk next = book.admit(new Guest(8, "bad", "1.0.1"));
        next.enter("look").close();
        assertThat(book.mishaps("bad")).as("what was, is known").hasSize(5);
    }

    @Test
    void refusals_are_no_mistakes() {
        for (int time = 0; time < 20; time++) {
            call(() -> {
                throw new Denied("no");
            });
        }
        assertThat(book.mishaps("bad")).isEmpty();
        assertThat(call(() -> "in").or(failed -> failed.said())).isEqualTo("in");
    }
}
