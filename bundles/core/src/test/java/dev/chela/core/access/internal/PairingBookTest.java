package dev.chela.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Pairings.Request;
import dev.chela.core.access.Pairings;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Step;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingBookTest {
    @TempDir
    private Path root;

    private final Calendar clock = new Calendar();
    private final Letters letters = new Letters();
    private final InProcessEvents events = new InProcessEvents();
    private LockedHome home;
    private SqliteLedger ledger;
    private PairingBook book;

    @BeforeEach
    void open() {
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, events, LedgerOptions.production());
        book = new PairingBook(ledger, letters, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
        home.close();
    }

    private Optional<Request> asks(String account, String sender) {
        List<Optional<Request>> told = new ArrayList<>();
        book.ask(new ReturnAddress("telegram", account, new Conversation(sender, Conversation.Kind.DIRECT, "", "", ""), sender,
                ReplyTo.NONE, "Mr " + sender, "", false, ""), (step, request) -> told.add(request));
        return told.get(0);
    }

    @Test
    void a_code_has_eight_letters_that_nobody_can_take_for_another() {
        String codes = IntStream.range(0, 40).mapToObj(i -> asks("account" + i, "bob").orElseThrow().code())
                .peek(code -> assertThat(code).hasSize(8)).reduce("", String::concat);
        assertThat(codes).matches("[A-Z2-9]+").doesNotContain("0", "O", "1", "I");
    }

    @Test
    void whoever_repeats_it_within_the_hour_is_not_told_again_and_is_told_another_code_afterwards() {
        Request first = asks("default", "bob").orElseThrow();
        clock.pass(Duration.ofMinutes(59));
        assertThat(asks("default", "bob")).isEmpty();
        assertThat(book.pending()).singleElement().satisfies(request ->
                assertThat(request.lastSeenAt() - request.createdAt()).isEqualTo(Duration.ofMinutes(59).toMillis()));
        clock.pass(Duration.ofMinutes(1));
        assertThat(book.pending()).isEmpty();
        assertThat(book.approve("telegram", "default", first.code(), false)).isEmpty();
        assertThat(asks("default", "bob").orElseThrow().code()).isNotEqualTo(first.code());
    }

    @Test
    void no_more_than_three_wait_at_one_account_even_when_all_come_at_once() {
        List<CompletableFuture<Optional<Request>>> all = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> asks("default", "stranger" + i))).toList();
        assertThat(all.stream().map(CompletableFuture::join).filter(Optional::isPresent)).hasSize(3);
        assertThat(book.pending()).hasSize(3);
        assertThat(asks("work", "stranger99")).as("another account has places of its own").isPresent();
    }

    @Test
    void who_was_let_in_by_code_or_id_is_known_at_this_account_alone_and_after_a_restart() {
        Request bob = asks("default", "bob").orElseThrow();
        Request eve = asks("default", "eve").orElseThrow();
        assertThat(book.approve("telegram", "work", bob.code(), false)).as("at the wrong account").isEmpty();
        assertThat(book.approve("telegram", "default", " " + bob.code().toLowerCase(java.util.Locale.ROOT), false)).isPresent();
        assertThat(book.approve("telegram", "default", eve.id(), true)).isPresent();
        assertThat(letters.sent).singleElement().asString().contains("eve", "let in");
        Pairings again = new PairingBook(ledger, letters, clock);
        assertThat(again.knows("telegram", "default", "bob")).isTrue();
        assertThat(again.knows("telegram", "default", "eve")).isTrue();
        assertThat(again.knows("telegram", "work", "bob")).isFalse();
        assertThat(again.pending()).isEmpty();
        assertThat(again.people()).extracting(Pairings.Person::name).containsExactlyInAnyOrder("Mr bob", "Mr eve");
    }

    @Test
    void who_was_turned_down_takes_no_place_and_is_not_answered_until_the_hour_is_over() {
        Request bob = asks("default", "bob").orElseThrow();
        assertThat(book.dismiss("telegram", "default", bob.id())).isPresent();
        assertThat(book.dismiss("telegram", "default", bob.id())).isEmpty();
        assertThat(book.pending()).isEmpty();
        assertThat(asks("default", "bob")).isEmpty();
        clock.pass(Pairings.LIVES);
        assertThat(asks("default", "bob")).isPresent();
    }

    @Test
    void who_was_shut_out_again_is_unknown() {
        book.approve("telegram", "default", asks("default", "bob").orElseThrow().id(), false);
        assertThat(book.remove("telegram", "default", "bob")).isTrue();
        assertThat(book.knows("telegram", "default", "bob")).isFalse();
        assertThat(book.remove("telegram", "default", "bob")).isFalse();
        assertThat(asks("default", "bob")).isPresent();
    }

    private static final class Calendar implements Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            throw new AssertionError("nothing here waits");
        }
    }

    private static final class Letters implements Post {
        private final List<String> sent = new ArrayList<>();

        @Override
        public void reply(Step.Builder step, RunId run, String origin, String text, List<MediaRef> files) {
            sent.add(ReturnAddress.read(origin).orElseThrow().sender() + ": " + text);
        }

        @Override
        public void ask(Step.Builder step, RunId run, String origin, String text, List<Button> buttons) {
            throw new AssertionError("nothing else is sent");
        }

        @Override
        public boolean shows(String origin) {
            return false;
        }

        @Override
        public void show(Step.Builder step, RunId run, String origin, String text) {
            throw new AssertionError("nothing else is sent");
        }

        @Override
        public void withdraw(Step.Builder step, RunId run, String origin) {
            throw new AssertionError("nothing else is sent");
        }

        @Override
        public void queue(Step.Builder step, DeliveryKey key, String channel, String account, Outbound out) {
            throw new AssertionError("nothing else is sent");
        }
    }
}
