package dev.chela.rpc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthNewsTest {
    private final Hand clock = new Hand();
    private final List<Push> told = new ArrayList<>();
    private final HealthNews news = new HealthNews(new Clients(), clock, this::snapshot);
    private boolean listening = true;
    private boolean broken;

    private Map<String, Object> snapshot() {
        if (broken) {
            throw new IllegalStateException("no such file");
        }
        return Map.of("ts", clock.now().toEpochMilli());
    }

    private final class Clients implements Broadcaster {
        @Override
        public void send(Push push) {
            told.add(push);
        }

        @Override
        public boolean heard(Push.Audience audience) {
            return listening;
        }
    }

    /** Passes when told to. */
    private static final class Hand implements Clock {
        private record Alarm(Instant at, Runnable action) {}

        private Instant now = Instant.EPOCH;
        private final List<Alarm> alarms = new ArrayList<>();

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            Alarm alarm = new Alarm(now.plus(delay), action);
            alarms.add(alarm);
            return () -> alarms.remove(alarm);
        }

        void pass(int seconds) {
            now = now.plusSeconds(seconds);
            List<Alarm> due = alarms.stream().filter(alarm -> !alarm.at().isAfter(now)).toList();
            alarms.removeAll(due);
            due.forEach(alarm -> alarm.action().run());
        }
    }

    @Test
    void everybody_hears_each_minute_how_the_house_is() {
        clock.pass(59);
        assertThat(told).isEmpty();
        clock.pass(1);
        clock.pass(60);
        assertThat(told).extracting(Push::event).containsExactly("health", "health");
        assertThat(told).extracting(Push::payload).containsExactly(Map.of("ts", 60_000L), Map.of("ts", 120_000L));
    }

    @Test
    void a_minute_in_which_nobody_listens_passes_in_silence() {
        listening = false;
        clock.pass(60);
        assertThat(told).isEmpty();
        listening = true;
        clock.pass(60);
        assertThat(told).hasSize(1);
    }

    @Test
    void a_minute_in_which_the_house_cannot_be_looked_at_is_not_the_last() {
        broken = true;
        assertThatThrownBy(() -> clock.pass(60)).hasMessage("no such file");
        broken = false;
        clock.pass(60);
        assertThat(told).hasSize(1);
    }

    @Test
    void what_one_client_is_answered_the_others_hear_too_but_not_more_often_than_every_ten_seconds() {
        news.seen(Map.of("ts", 1L));
        clock.pass(10);
        news.seen(Map.of("ts", 2L));
        clock.pass(1);
        news.seen(Map.of("ts", 3L));
        assertThat(told).extracting(Push::payload).containsExactly(Map.of("ts", 1L), Map.of("ts", 3L));
    }

    @Test
    void once_closed_it_says_nothing_and_waits_for_nothing() {
        news.close();
        clock.pass(120);
        assertThat(told).isEmpty();
        assertThat(clock.alarms).isEmpty();
    }
}
