package dev.chela.core.hook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.event.Run;
import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Verdict;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.FixedConfig;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.hook.Breaker;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.Hooks.Standing;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import dev.chela.core.hook.HooksConfig;
import dev.chela.core.hook.internal.HookRegistry.Place;
import dev.chela.core.task.CancelSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookRegistryTest {
    private static final SessionKey SESSION = new SessionKey("agent:main:main");
    private static final Calling CALL = new Calling(new Run(new RunId("r"), 0, SESSION, SESSION.agent(), Instant.EPOCH), "1", "exec", "{}");

    private final GuestBook guests = new GuestBook();
    private final Hand clock = new Hand();
    private final CancelSource token = new CancelSource();
    private HookRegistry hooks = patient(Duration.ofMinutes(1));
    private long services;

    private HookRegistry patient(Duration each) {
        return new HookRegistry(guests, new FixedConfig(new HooksConfig(each)), clock);
    }

    @AfterEach
    void stop() {
        hooks.close();
        guests.close();
    }

    private static final class Hand implements Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            throw new UnsupportedOperationException("no hook needs an alarm");
        }
    }

    interface Word {
        Verdict<Calling> on(Calling call) throws Exception;
    }

    private abstract static class AtCalls implements Hook<Calling> {
        private final Word word;

        AtCalls(Word word) {
            this.word = word;
        }

        @Override
        public Class<Calling> at() {
            return Calling.class;
        }

        @Override
        public Verdict<Calling> on(Calling call) throws Exception {
            return word.on(call);
        }
    }

    static final class One extends AtCalls {
        One(Word word) {
            super(word);
        }
    }

    static final class Two extends AtCalls {
        Two(Word word) {
            super(word);
        }
    }

    private <H extends Hook<?>> H add(H hook, long bundle, int ranking, boolean strict) {
        hooks.add(hook, new Guest(bundle, "org.example.guard", "1." + bundle), new Place(ranking, ++services, strict));
        return hook;
    }

    private Outcome<Calling> pass() {
        return hooks.pass(CALL, token);
    }

    private String args() {
        return ((Through<Calling>) pass()).as().args();
    }

    private String why() {
        return ((Stopped<Calling>) pass()).told();
    }

    private static Word adds(String name) {
        return call -> Verdict.replace(call.withArgs("{\"was\":" + call.args() + ",\"by\":\"" + name + "\"}"));
    }

    @Test
    void where_nobody_stands_everything_passes_as_it_is() {
        assertThat(hooks.at(Calling.class)).isFalse();
        assertThat(((Through<Calling>) pass()).as()).isSameAs(CALL);
    }

    @Test
    void hooks_are_asked_by_ranking_and_each_sees_what_the_one_before_made_of_it() {
        add(new One(adds("low")), 1, -5, false);
        add(new Two(adds("high")), 1, 5, false);
        assertThat(args()).isEqualTo("{\"was\":{\"was\":{},\"by\":\"high\"},\"by\":\"low\"}");
        assertThat(((Through<Calling>) pass()).changedBy()).containsExactly(
                "hook HookRegistryTest$Two of plugin org.example.guard 1.1", "hook HookRegistryTest$One of plugin org.example.guard 1.1");
        assertThat(hooks.standing()).extracting(Standing::ranking).containsExactly(5, -5);
    }

    @Test
    void a_stop_is_the_last_word_and_names_the_hook_and_its_plugin() {
        AtomicInteger later = new AtomicInteger();
        add(new One(call -> Verdict.stop("it deletes too much")), 1, 5, false);
        add(new Two(call -> {
            later.incrementAndGet();
            return Verdict.pass();
        }), 1, 0, false);
        assertThat(why()).isEqualTo("stopped by hook HookRegistryTest$One of plugin org.example.guard 1.1: it deletes too much");
        assertThat(later).hasValue(0);
    }

    @Test
    void a_hook_at_another_passage_is_not_asked() {
        add(new One(call -> Verdict.stop("no")), 1, 0, false);
        Passage.Received said = new Passage.Received(new RunId("r"), SESSION, "chat", "", "", "hello");
        assertThat(hooks.at(Passage.Received.class)).isFalse();
        assertThat(hooks.pass(said, token)).isEqualTo(new Through<>(said, List.of()));
    }

    @Test
    void one_that_throws_counts_as_absent_and_the_others_are_asked() {
        add(new One(call -> {
            throw new IllegalStateException("broken");
        }), 1, 5, false);
        add(new Two(adds("two")), 1, 0, false);
        assertThat(args()).contains("two");
        assertThat(hooks.standing().get(0).faults()).isOne();
    }

    @Test
    void one_whose_classes_do_not_link_counts_as_absent_too() {
        add(new One(call -> {
            throw new NoClassDefFoundError("org/example/Gone");
        }), 1, 0, false);
        assertThat(args()).isEqualTo("{}");
    }

    @Test
    void one_that_must_be_asked_stops_what_passes_when_it_fails() {
        add(new One(call -> {
            throw new Permanent("no rules to go by");
        }), 1, 0, true);
        assertThat(why()).endsWith("it could not decide: no rules to go by");
    }

    @Test
    void nonsense_counts_as_a_fault() {
        List<Word> nonsense = List.of(call -> null, call -> Verdict.replace(null), call -> Verdict.replace(call.withArgs("[]")),
                call -> Verdict.replace(call.withArgs(null)),
                call -> Verdict.replace(new Calling(call.run(), call.callId(), "other_tool", call.args())));
        for (Word word : nonsense) {
            One hook = add(new One(word), 1, 0, true);
            assertThat(why()).contains("it could not decide");
            hooks.remove(hook);
        }
    }

    @Test
    void one_that_does_not_answer_in_time_is_left_behind() {
        hooks.close();
        hooks = patient(Duration.ofMillis(20));
        CountDownLatch never = new CountDownLatch(1);
        add(new One(call -> {
            never.await();
            return Verdict.pass();
        }), 1, 0, true);
        assertThat(why()).endsWith("it did not answer within 20 ms (hooks.timeoutMs)");
    }

    @Test
    void one_that_fails_again_and_again_rests_for_a_minute_and_is_asked_again_then() {
        AtomicInteger asked = new AtomicInteger();
        add(new One(call -> {
            if (asked.incrementAndGet() > Breaker.FAULTS) {
                return Verdict.pass();
            }
            throw new IllegalStateException("broken");
        }), 1, 0, true);
        for (int i = 0; i < Breaker.FAULTS; i++) {
            assertThat(why()).contains("broken");
        }
        assertThat(why()).contains("it failed 5 times in a row and rests");
        assertThat(hooks.standing().get(0).resting()).isTrue();
        assertThat(asked).hasValue(Breaker.FAULTS);
        clock.now = clock.now.plus(Breaker.REST);
        assertThat(pass()).isInstanceOf(Through.class);
        assertThat(hooks.standing().get(0).resting()).isFalse();
    }

    @Test
    void of_two_generations_the_newer_is_asked_and_its_going_brings_the_older_back() {
        add(new One(adds("old")), 1, 0, false);
        One fresh = add(new One(adds("new")), 2, 0, false);
        assertThat(args()).contains("new").doesNotContain("old");
        hooks.remove(fresh);
        assertThat(args()).contains("old");
    }

    @Test
    void withdrawing_waits_for_the_call_inside_and_nobody_is_asked_after_it() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        One hook = add(new One(call -> {
            inside.countDown();
            go.await();
            return Verdict.stop("still here");
        }), 1, 0, false);
        var passing = CompletableFuture.supplyAsync(this::why);
        inside.await();
        var withdrawn = CompletableFuture.runAsync(() -> hooks.remove(hook));
        go.countDown();
        assertThat(passing.get()).endsWith("still here");
        withdrawn.get();
        assertThat(hooks.at(Calling.class)).isFalse();
    }

    @Test
    void one_that_does_not_say_where_it_stands_is_refused() {
        hooks.add(new Hook<Calling>() {
            @Override
            public Class<Calling> at() {
                throw new IllegalStateException("broken");
            }

            @Override
            public Verdict<Calling> on(Calling passing) {
                return Verdict.stop("never");
            }
        }, new Guest(1, "org.example.guard", "1"), new Place(0, 1, true));
        assertThat(hooks.standing()).isEmpty();
    }

    @Test
    void a_cancelled_run_does_not_wait_for_a_hook() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        add(new One(call -> {
            inside.countDown();
            never.await();
            return Verdict.pass();
        }), 1, 0, true);
        var passing = CompletableFuture.supplyAsync(this::pass);
        inside.await();
        token.cancel("enough");
        assertThatThrownBy(passing::get).satisfiesAnyOf(fault -> assertThat(fault).isInstanceOf(CancellationException.class), fault -> assertThat(fault).hasCauseInstanceOf(CancellationException.class));
        assertThat(hooks.standing().get(0).faults()).isZero();
    }
}
