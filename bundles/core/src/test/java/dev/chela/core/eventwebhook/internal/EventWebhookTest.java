package dev.chela.core.eventwebhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.eventwebhook.EventWebhooks.DeadLetter;
import dev.chela.core.eventwebhook.EventWebhooks.Selection;
import dev.chela.core.eventwebhook.EventWebhooks.Standing;
import dev.chela.core.eventwebhook.EventWebhooks.Tried;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import dev.chela.core.eventwebhook.internal.Receiver.Answer;
import dev.chela.core.eventwebhook.internal.Receiver.Got;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventWebhookTest {
    @TempDir
    private Path root;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Post post() {
        return new Post(root, Post.to(receiver.url()));
    }

    private static List<String> texts(List<Got> all) {
        return all.stream().map(got -> got.at("/data/text")).toList();
    }

    @Test
    void posts_what_was_committed_signed_and_in_the_specifications_form() {
        try (Post post = post()) {
            post.happen(Post.ANN, "hello");
            Got got = receiver.next();
            JsonNode body = Json.read(got.body());
            assertThat(body.path("type").asText()).isEqualTo("tool.result");
            assertThat(body.path("session").asText()).isEqualTo("agent:main:peer:ann");
            assertThat(body.path("agent").asText()).isEqualTo("main");
            assertThat(body.path("timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(body.path("sequence").asLong()).isEqualTo(1);
            String id = got.headers().getFirst("webhook-id");
            assertThat(body.path("id").asText()).isEqualTo(id).startsWith("evt_");
            long time = Long.parseLong(got.headers().getFirst("webhook-timestamp"));
            assertThat(time).isEqualTo(post.clock.now().getEpochSecond());
            assertThat(got.headers().getFirst("webhook-signature")).isEqualTo(Signature.of(List.of(Post.SECRET), id, time, got.body()));
        }
    }

    @Test
    void keeps_the_order_of_a_session_when_one_of_its_events_is_not_taken() {
        try (Post post = post()) {
            receiver.answers(got -> got.at("/data/text").equals("one") ? Optional.of(Answer.of(500)) : Optional.empty());
            post.happen(Post.ANN, "one", "two");
            Got first = receiver.next();
            post.await(() -> post.standing().fault().contains("500"));
            receiver.answers(got -> Optional.empty());
            post.clock.ringOnly(Duration.ofSeconds(1));
            List<Got> then = receiver.next(2);
            assertThat(texts(then)).containsExactly("one", "two");
            assertThat(then.get(0).body()).as("the same bytes at each attempt").isEqualTo(first.body());
            assertThat(then).extracting(got -> got.at("/sequence")).containsExactly("1", "2");
        }
    }

    @Test
    void does_not_keep_other_sessions_waiting_for_one_whose_event_is_not_taken() {
        try (Post post = post()) {
            receiver.answers(got -> got.body().contains("ann") ? Optional.of(Answer.of(503)) : Optional.empty());
            post.happen(Post.ANN, "one");
            post.await(() -> post.standing().fault().contains("503"));
            receiver.next();
            post.happen(Post.BOB, "two", "three");
            assertThat(texts(receiver.next(2))).containsExactly("two", "three");
        }
    }

    @Test
    void waits_as_long_as_the_receiver_asks_for() {
        try (Post post = post()) {
            receiver.answers(got -> Optional.of(new Answer(429, Map.of("Retry-After", "120"))));
            post.happen(Post.ANN, "one");
            receiver.next();
            post.clock.ringOnly(Duration.ofSeconds(120));
            assertThat(receiver.next().at("/data/text")).isEqualTo("one");
        }
    }

    @Test
    void holds_a_session_behind_a_dead_letter_until_it_is_replayed() {
        try (Post post = post()) {
            DeadLetter dead = deadLetter(post);
            assertThat(dead.type()).isEqualTo("tool.result");
            assertThat(dead.attempts()).isEqualTo(3);
            assertThat(dead.held()).isEqualTo(1);
            assertThat(dead.why()).contains("500");
            assertThat(post.standing()).extracting(Standing::pending, Standing::dead).containsExactly(2L, 1L);
            receiver.answers(got -> Optional.empty());
            assertThat(post.desk.replay("crm", new Selection.One(dead.id()))).isEqualTo(1);
            assertThat(texts(receiver.next(2))).containsExactly("one", "two");
            post.await(() -> post.standing().pending() == 0);
        }
    }

    @Test
    void goes_on_without_a_dead_letter_that_is_skipped() {
        try (Post post = post()) {
            deadLetter(post);
            receiver.answers(got -> Optional.empty());
            assertThat(post.desk.skip("crm", new Selection.Dead())).isEqualTo(1);
            Got next = receiver.next();
            assertThat(next.at("/data/text")).isEqualTo("two");
            assertThat(next.at("/sequence")).as("the gap shows").isEqualTo("2");
            assertThat(post.desk.deadLetters("", 10)).isEmpty();
        }
    }

    /** "one" is dead, "two" is held behind it. */
    private DeadLetter deadLetter(Post post) {
        receiver.answers(got -> Optional.of(Answer.of(500)));
        post.happen(Post.ANN, "one", "two");
        receiver.next();
        post.clock.ringOnly(Duration.ofSeconds(1));
        receiver.next();
        post.clock.ringOnly(Duration.ofSeconds(2));
        receiver.next();
        post.await(() -> post.standing().dead() == 1);
        return post.desk.deadLetters("crm", 10).get(0);
    }

    @Test
    void takes_a_receiver_at_its_word_that_wants_no_more_of_an_event() {
        try (Post post = post()) {
            receiver.answers(got -> Optional.of(Answer.of(410)));
            post.happen(Post.ANN, "one");
            post.await(() -> post.standing().dead() == 1);
        }
    }

    @Test
    void posts_after_a_restart_what_it_could_not_before() {
        try (Post post = post()) {
            receiver.answers(got -> Optional.of(Answer.of(500)));
            post.happen(Post.ANN, "one", "two");
            post.await(() -> post.standing().fault().contains("500"));
        }
        receiver.next();
        receiver.answers(got -> Optional.empty());
        try (Post post = post()) {
            post.clock.ringOnly(Duration.ofSeconds(1));
            assertThat(texts(receiver.next(2))).containsExactly("one", "two");
        }
    }

    @Test
    void gives_up_an_attempt_that_gets_no_answer_in_time() {
        Endpoint impatient = new Endpoint(receiver.url(), Post.SECRET, null, null, null, null, null, 100, null, true, null, null);
        try (Post post = new Post(root, impatient)) {
            receiver.answers(got -> Optional.of(Answer.HANGS));
            post.happen(Post.ANN, "one");
            post.await(() -> post.standing().fault().contains("did not answer in time"));
            receiver.answers(got -> Optional.empty());
            post.change(Post.settings(Post.to(receiver.url()), 10)); // The next attempt is not to be late because the machine is busy.
            post.await(() -> post.standing().deliveredAt() > 0);
        }
    }

    @Test
    void follows_no_redirect() {
        try (Post post = post()) {
            receiver.answers(got -> Optional.of(new Answer(307, Map.of("Location", receiver.url() + "/elsewhere"))));
            post.happen(Post.ANN, "one");
            post.await(() -> post.standing().fault().contains("redirects are not followed"));
        }
    }

    @Test
    void reaches_into_no_private_network_unless_it_may() {
        Endpoint guarded = new Endpoint(receiver.url(), Post.SECRET, null, null, null, null, null, null, null, null, null, null);
        try (Post post = new Post(root, guarded)) {
            Tried tried = post.desk.test("crm");
            assertThat(tried.taken()).isFalse();
            assertThat(tried.fault()).contains("allowPrivate");
            assertThat(receiver.isQuiet()).isTrue();
        }
    }

    @Test
    void tests_an_endpoint_with_an_event_that_is_not_kept() {
        try (Post post = post()) {
            Tried tried = post.desk.test("crm");
            assertThat(tried).extracting(Tried::taken, Tried::status).containsExactly(true, 204);
            assertThat(receiver.next().at("/type")).isEqualTo("webhook.test");
            assertThat(post.standing().pending()).isZero();
            assertThatThrownBy(() -> post.desk.test("nobody")).isInstanceOf(Permanent.class).hasMessageContaining("crm");
        }
    }

    @Test
    void takes_nothing_down_of_a_step_that_was_refused() {
        try (Post post = post()) {
            Outcome outcome = post.ledger.commit(Step.named("test").change(Change.one("DELETE FROM webhook_event WHERE id = 'none'"))
                    .fact(PublicEvent.of(EventType.TOOL_RETURNED, Post.ANN, data -> data.put("text", "never"))).build());
            assertThat(outcome).isEqualTo(Outcome.REFUSED);
            post.happen(Post.ANN, "one");
            Got got = receiver.next();
            assertThat(got.at("/data/text")).isEqualTo("one");
            assertThat(got.at("/sequence")).isEqualTo("1");
        }
    }

    @Test
    void counts_what_finds_no_room_and_leaves_a_gap_for_it() {
        try (Post post = new Post(root, Post.settings(Post.to(receiver.url()), 2))) {
            receiver.answers(got -> Optional.of(Answer.of(500)));
            post.happen(Post.ANN, "one", "two", "lost");
            assertThat(post.standing()).extracting(Standing::pending, Standing::lost).containsExactly(2L, 1L);
            receiver.next();
            receiver.answers(got -> Optional.empty());
            post.clock.ringOnly(Duration.ofSeconds(1));
            receiver.next(2);
            post.await(() -> post.standing().pending() == 0);
            post.happen(Post.ANN, "four");
            assertThat(receiver.next().at("/sequence")).isEqualTo("4");
        }
    }

    @Test
    void tells_each_endpoint_what_it_asked_for() {
        Endpoint some = new Endpoint(receiver.url(), Post.SECRET, null, List.of("session.*", "tool"), List.of("other"),
                List.of("agent:*:peer:*"), null, null, null, true, null, null);
        try (Post post = new Post(root, some)) {
            post.happen(Post.ANN, "not this agent");
            post.happen(EventType.RUN_ENDED, Optional.of(Post.BOB), "not this type");
            post.happen(EventType.TOOL_CALLED, Optional.of(new SessionKey("agent:other:main")), "not this session");
            post.happen(EventType.SESSION_RESET, Optional.empty(), "no session");
            post.happen(EventType.SESSION_RESET, Optional.of(Post.BOB), "this");
            assertThat(receiver.next().at("/data/text")).isEqualTo("this");
            assertThat(post.standing().pending() + post.standing().lost()).isLessThan(2);
        }
    }

    @Test
    void lets_no_secret_out_and_cuts_what_is_too_long() {
        try (Post post = post()) {
            post.happen(Post.ANN, "the password is hunter2-hunter2", "x".repeat(Content.LONGEST_TEXT + 5));
            assertThat(receiver.next().body()).doesNotContain("hunter2-hunter2");
            Got cut = receiver.next();
            assertThat(cut.at("/data/text")).hasSize(Content.LONGEST_TEXT).endsWith("…");
            assertThat(cut.at("/data/truncated")).isEqualTo("true");
        }
    }

    @Test
    void keeps_what_waits_for_an_endpoint_that_is_switched_off() {
        try (Post post = post()) {
            receiver.answers(got -> Optional.of(Answer.of(500)));
            post.happen(Post.ANN, "one");
            post.await(() -> post.standing().fault().contains("500"));
            receiver.next();
            Endpoint on = Post.to(receiver.url());
            post.change(Post.settings(off(on), 10));
            post.happen(Post.ANN, "while it was off");
            assertThat(post.standing()).extracting(Standing::enabled, Standing::pending).containsExactly(false, 1L);
            receiver.answers(got -> Optional.empty());
            post.change(Post.settings(on, 10));
            assertThat(receiver.next().at("/data/text")).isEqualTo("one");
            post.happen(Post.ANN, "two");
            assertThat(receiver.next().at("/sequence")).isEqualTo("2");
        }
    }

    private static Endpoint off(Endpoint on) {
        return new Endpoint(on.url(), on.secret(), null, on.events(), null, null, null, null, false, true, 3, null);
    }

    @Test
    void posts_again_what_happened_since_a_time() {
        try (Post post = post()) {
            post.happen(Post.ANN, "before");
            receiver.next();
            post.clock.advance(Duration.ofMinutes(1));
            long since = post.clock.now().toEpochMilli();
            post.happen(Post.ANN, "one", "two");
            List<Got> first = receiver.next(2);
            post.await(() -> post.standing().pending() == 0);
            assertThat(post.desk.replay("crm", new Selection.Since(since))).isEqualTo(2);
            assertThat(receiver.next(2)).extracting(Got::body).containsExactlyElementsOf(first.stream().map(Got::body).toList());
            post.await(() -> post.standing().pending() == 0);
        }
    }

    @Test
    void forgets_after_some_days_what_was_delivered_and_never_what_waits() {
        try (Post post = post()) {
            receiver.answers(got -> got.body().contains("ann") ? Optional.of(Answer.of(410)) : Optional.empty());
            post.happen(Post.ANN, "dead");
            post.happen(Post.BOB, "delivered");
            post.await(() -> post.standing().deliveredAt() > 0 && post.standing().dead() == 1);
            post.clock.advance(Duration.ofDays(40));
            post.clock.ringOnly(Duration.ofHours(1));
            post.await(() -> post.ledger.read("SELECT id FROM webhook_event", row -> row.text("id")).size() == 1);
            assertThat(post.ledger.read("SELECT stream FROM webhook_stream", row -> row.text("stream"))).containsExactly(Post.ANN.value());
            assertThat(post.desk.deadLetters("", 10)).hasSize(1);
        }
    }
}
