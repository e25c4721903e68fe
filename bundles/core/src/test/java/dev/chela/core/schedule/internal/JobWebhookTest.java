package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Secret;
import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.Talk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job POSTs, with what, how often, and what the log says of it. */
class JobWebhookTest {
    private static final Secret TOKEN = new Secret("t0ken");

    @TempDir
    Path root;

    private Talk talk;
    private Pauses pauses;
    private HookReceiver receiver;
    private CronSchedule schedule;

    @BeforeEach
    void open() throws IOException {
        talk = new Talk(root);
        pauses = new Pauses(talk.house.clock.now());
        receiver = new HookReceiver();
        begin(TOKEN, talk.house.http);
    }

    @AfterEach
    void close() {
        schedule.stop();
        receiver.close();
        talk.close();
    }

    private void begin(Secret token, Http http) {
        schedule = CronHouse.schedule(talk, pauses, CronHouse::noCommand, CronHouse.config(token, List.of(receiver.host())), http);
    }

    private void again(Secret token, Http http) {
        schedule.stop();
        begin(token, http);
    }

    /** Runs a job that is never due, so that the only alarms far away are those of the webhooks. */
    private void run(String more) throws InterruptedException {
        String id = schedule.add(ScheduleTest.json(ScheduleTest.EVERY + "," + ScheduleTest.TURN + ",'enabled':false,'delivery':{'mode':'webhook','to':'"
                + receiver.address("/hook") + "'" + more + "}")).path("id").asText();
        schedule.run(id, Mode.FORCE);
        talk.model.next().answer("they are wet");
    }

    private ObjectNode entry(String status) {
        talk.house.until("the result is " + status, () -> schedule.log(Optional.empty()).stream()
                .anyMatch(each -> each.path("deliveryStatus").asText().equals(status)));
        return schedule.log(Optional.empty()).get(0);
    }

    @Test
    void the_configured_token_goes_with_the_entry_and_no_other_way() throws Exception {
        receiver.answers(204);
        run("");
        HookReceiver.Call call = receiver.next();
        assertThat(call.authorization()).isEqualTo("Bearer t0ken");
        assertThat(call.type()).isEqualTo("application/json");
        assertThat(call.body()).contains("\"status\":\"ok\"", "\"summary\":\"they are wet\"", "\"jobName\":\"plants\"").doesNotContain("t0ken");
        assertThat(call.query()).isNull();
        assertThat(entry("delivered").toString()).doesNotContain("t0ken");
    }

    @Test
    void without_one_nothing_is_said_of_who_sends_it() throws Exception {
        again(null, talk.house.http);
        receiver.answers(204);
        run("");
        assertThat(receiver.next().authorization()).isNull();
    }

    @Test
    void what_is_refused_is_sent_again_after_growing_pauses_with_the_token_each_time() throws Exception {
        receiver.answers(500, 404, 204);
        run("");
        String first = receiver.next().body();
        assertThat(pauses.pass()).isEqualTo(Duration.ofSeconds(30));
        assertThat(receiver.next().body()).isEqualTo(first);
        assertThat(pauses.pass()).isEqualTo(Duration.ofMinutes(1));
        assertThat(receiver.next()).satisfies(last -> assertThat(last.body()).isEqualTo(first)).extracting(HookReceiver.Call::authorization).isEqualTo("Bearer t0ken");
        assertThat(entry("delivered").path("delivered").asBoolean()).isTrue();
        assertThat(pauses.none()).isTrue();
    }

    @Test
    void a_receiver_that_refuses_five_times_is_given_up_and_asked_no_sooner_than_it_wishes() throws Exception {
        receiver.wishes("600").answers(503, 401, 429, 500, 302);
        run("");
        for (Duration longer : List.of(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(15))) {
            receiver.next();
            assertThat(pauses.pass()).isEqualTo(longer);
        }
        receiver.next();
        assertThat(entry("not-delivered").path("deliveryError").asText()).contains("answered 302", "redirects are not followed");
        assertThat(schedule.jobs().get(0).path("lastDelivered").asBoolean()).isFalse();
        assertThat(pauses.none()).isTrue();
        assertThat(receiver.quiet()).isTrue();
    }

    @Test
    void one_that_is_gone_is_given_up_at_once() throws Exception {
        receiver.answers(410);
        run("");
        assertThat(entry("not-delivered").path("deliveryError").asText()).contains("answered 410");
        assertThat(pauses.none()).isTrue();
    }

    @Test
    void one_that_does_not_answer_in_time_is_asked_again() throws Exception {
        again(TOKEN, new Hasty(talk.house.http, new AtomicBoolean(true)));
        receiver.hangs().answers(204);
        run("");
        assertThat(pauses.pass()).isEqualTo(Duration.ofSeconds(30));
        assertThat(entry("delivered").path("delivered").asBoolean()).isTrue();
    }

    @Test
    void a_long_answer_makes_nothing_of_what_was_taken() throws Exception {
        receiver.saying("x".repeat(200_000)).answers(200);
        run("");
        assertThat(entry("delivered").path("delivered").asBoolean()).isTrue();
        assertThat(pauses.none()).isTrue();
    }

    @Test
    void what_was_to_be_sent_when_the_gateway_stopped_is_sent_after_the_next_start() throws Exception {
        receiver.answers(500, 204);
        run("");
        String first = receiver.next().body();
        pauses.awaitOne();
        again(TOKEN, talk.house.http);
        assertThat(receiver.next().body()).isEqualTo(first);
        entry("delivered");
    }

    @Test
    void that_another_address_did_not_take_the_entry_says_nothing_of_the_result() throws Exception {
        receiver.refuses("/also").answers(204);
        run(",'completionDestination':{'mode':'webhook','to':'" + receiver.address("/also") + "'}");
        assertThat(List.of(receiver.next().path(), receiver.next().path())).containsExactlyInAnyOrder("/hook", "/also");
        assertThat(entry("delivered").path("delivered").asBoolean()).isTrue();
    }

    /** A clock that stands still; whoever wants to go on after half a minute or more goes on when the test says so. */
    private static final class Pauses implements Clock {
        private static final Duration LEAST = Duration.ofSeconds(30);

        private record Pause(Duration length, Runnable action) {}

        private final BlockingQueue<Pause> waiting = new LinkedBlockingQueue<>();
        private final Instant now;

        Pauses(Instant now) {
            this.now = now;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            Pause pause = new Pause(delay, action);
            if (delay.compareTo(LEAST) >= 0) {
                waiting.add(pause);
            }
            return () -> waiting.remove(pause);
        }

        Duration pass() throws InterruptedException {
            Pause pause = waiting.poll(60, TimeUnit.SECONDS);
            assertThat(pause).as("a pause within a minute").isNotNull();
            pause.action().run();
            return pause.length();
        }

        void awaitOne() throws InterruptedException {
            Pause pause = waiting.poll(60, TimeUnit.SECONDS);
            assertThat(pause).as("a pause within a minute").isNotNull();
        }

        boolean none() {
            return waiting.isEmpty();
        }
    }

    /** Has no patience with the first answer. */
    private record Hasty(Http real, AtomicBoolean first) implements Http {
        @Override
        public Answer send(Call call, long maxBytes) {
            return real.send(call, maxBytes);
        }

        @Override
        public Answer send(Call call, List<Part> form, long maxBytes) {
            return real.send(call, form, maxBytes);
        }

        @Override
        public Streaming open(Call call) {
            boolean hasty = first.compareAndSet(true, false);
            return real.open(hasty ? new Call(call.method(), call.uri(), call.headers(), call.body(), Duration.ofSeconds(2)) : call);
        }

        @Override
        public WebSocket connect(URI uri, Duration timeout, int longest) {
            return real.connect(uri, timeout, longest);
        }

        @Override
        public Http outside(Set<String> trusted) {
            return new Hasty(real.outside(trusted), first);
        }
    }
}
