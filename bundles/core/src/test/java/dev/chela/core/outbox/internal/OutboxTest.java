package dev.chela.core.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.ReplyTo;
import dev.chela.core.outbox.DeliveryConfig.Doubt;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.ReturnAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    private Path root;

    @Test
    void sends_nothing_for_an_input_without_a_return_address() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.reply("run", "", "hello");
            assertThat(room.outbox.open(9)).isEmpty();
        }
    }

    @Test
    void delivers_the_parts_of_an_answer_in_order() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.reply("run", PostRoom.ALICE, "one two three four five six seven eight nine");
            room.carrier.open();
            room.ended("run:1", "run:2", "run:3");
            assertThat(room.carrier.texts()).containsExactly("one two three four", "five six seven eight", "nine");
            assertThat(room.outbox.find("run:1")).map(held -> held.refs()).hasValue(List.of(new MessageRef("m1")));
        }
    }

    @Test
    void puts_buttons_below_the_end_and_none_where_a_platform_would_refuse_one() {
        Button yes = new Button("Yes", "/approve 1 allow-once");
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.ask("asked", "one two three four five", yes, new Button("No", "n".repeat(64)));
            room.ask("lengthy", "six", yes, new Button("No", "ö".repeat(33)));
        }
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.open();
            room.ended("asked:1", "asked:2", "lengthy:1");
            assertThat(room.carrier.texts()).containsExactly("one two three four", "five", "six");
            assertThat(room.carrier.buttons()).containsExactly(List.of(), List.of(yes, new Button("No", "n".repeat(64))), List.of());
        }
    }

    @Test
    void keeps_what_waits_for_a_channel_over_a_restart() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.reply("run", PostRoom.ALICE, "hello");
            assertThat(room.carrier.texts()).isEmpty();
        }
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.open();
            room.ended("run:1");
            assertThat(room.carrier.texts()).containsExactly("hello");
        }
    }

    @Test
    void tries_again_with_the_same_key_when_the_platform_did_not_take_it() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.next(new Delivery.Retry(Duration.ofSeconds(30)));
            room.carrier.open();
            room.reply("run", PostRoom.ALICE, "hello");
            room.clock.ring(Duration.ofSeconds(30));
            room.ended("run:1");
            assertThat(room.carrier.keys()).containsExactly("run:1", "run:1");
        }
    }

    @Test
    void gives_up_visibly_when_it_is_never_taken() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.always(new Delivery.Retry(Duration.ZERO));
            room.carrier.open();
            room.reply("run", PostRoom.ALICE, "hello");
            room.clock.ringUntil(() -> room.state("run:1") == State.REJECTED);
            assertThat(room.outbox.find("run:1").orElseThrow().why()).contains("given up after 12 attempts");
        }
    }

    @Test
    void goes_on_with_the_conversation_after_a_refusal() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.next(new Delivery.Rejected(Refusal.TOO_LARGE, "no"));
            room.carrier.open();
            room.reply("run", PostRoom.ALICE, "one two three four five six seven eight nine");
            room.ended("run:1", "run:2", "run:3");
            assertThat(room.state("run:1")).isEqualTo(State.REJECTED);
            assertThat(room.state("run:3")).isEqualTo(State.SENT);
        }
    }

    @Test
    void holds_what_is_in_doubt_and_says_so_at_the_next_contact() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.next(new Delivery.InDoubt("the answer was lost"));
            room.carrier.open();
            room.reply("first", PostRoom.ALICE, "lost?");
            room.ended("first:1");
            assertThat(room.outbox.undelivered(9)).singleElement().satisfies(held -> {
                assertThat(held.why()).isEqualTo("the answer was lost");
                assertThat(held.parcel().key().value()).isEqualTo("first:1");
            });
            room.reply("second", PostRoom.ALICE, "here");
            room.reply("third", PostRoom.ALICE, "again");
            room.ended("second:1", "third:1");
            assertThat(room.carrier.texts())
                    .containsExactly("lost?", "An earlier answer may not have reached you.", "here", "again");
        }
    }

    @Test
    void tells_somebody_of_a_doubt_in_whatever_thread_the_next_contact_is_and_nobody_else() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.next(new Delivery.InDoubt("the answer was lost"));
            room.carrier.next(new Delivery.InDoubt("the answer was lost"));
            room.carrier.open();
            room.reply("first", thread("alice", Conversation.Kind.DIRECT, "one"), "lost?");
            room.ended("first:1");
            room.reply("second", thread("town", Conversation.Kind.GROUP, "one"), "lost here?");
            room.ended("second:1");
            room.reply("third", thread("alicia", Conversation.Kind.DIRECT, "one"), "for somebody else");
            room.reply("fourth", thread("town", Conversation.Kind.GROUP, "two"), "for some others");
            room.ended("third:1");
            room.reply("fifth", thread("alice", Conversation.Kind.DIRECT, "two"), "here");
            room.ended("fifth:0", "fifth:1");
            room.reply("sixth", PostRoom.ALICE, "again");
            room.ended("sixth:1");
            assertThat(room.carrier.texts()).filteredOn("An earlier answer may not have reached you."::equals).hasSize(1);
            assertThat(room.outbox.find("fifth:0").orElseThrow().parcel().out().to().threadId()).isEqualTo("two");
        }
    }

    private static String thread(String id, Conversation.Kind kind, String thread) {
        return new ReturnAddress("test", "default", new Conversation(id, kind, thread, "", ""), "somebody", ReplyTo.NONE).write();
    }

    @Test
    void sends_what_is_in_doubt_once_more_when_the_owner_chose_so() {
        try (PostRoom room = new PostRoom(root, Doubt.RESEND_MARKED)) {
            room.carrier.always(new Delivery.InDoubt("the answer was lost"));
            room.carrier.open();
            room.reply("run", PostRoom.ALICE, "lost?");
            room.ended("run:1:again");
            assertThat(room.carrier.texts()).containsExactly("lost?", "(This may reach you a second time.)\n\nlost?");
            assertThat(room.state("run:1:again")).isEqualTo(State.IN_DOUBT);
        }
    }

    @Test
    void believes_the_platform_that_remembers() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.next(new Delivery.InDoubt("the answer was lost"));
            room.carrier.remembers(Optional.of(new Delivery.Sent(List.of(new MessageRef("known")))));
            room.carrier.open();
            room.reply("run", PostRoom.ALICE, "hello");
            room.ended("run:1");
            assertThat(room.state("run:1")).isEqualTo(State.SENT);
            assertThat(room.carrier.keys()).containsExactly("run:1");
        }
    }

    @Test
    void repeats_the_same_key_while_the_platform_ignores_repetitions() {
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.repeatSafe(Duration.ofMinutes(5));
            room.carrier.next(new Delivery.InDoubt("the answer was lost"));
            room.carrier.open();
            room.reply("run", PostRoom.ALICE, "hello");
            room.ended("run:1");
            assertThat(room.carrier.keys()).containsExactly("run:1", "run:1");
            assertThat(room.state("run:1")).isEqualTo(State.SENT);
        }
    }

    @Test
    void delivers_other_conversations_while_one_waits() {
        String bob = new ReturnAddress("test", "default",
                new Conversation("bob", Conversation.Kind.DIRECT, "", "", ""), "bob", ReplyTo.NONE).write();
        try (PostRoom room = new PostRoom(root, Doubt.HOLD)) {
            room.carrier.next(new Delivery.Retry(Duration.ofHours(1)));
            room.carrier.open();
            room.reply("slow", PostRoom.ALICE, "waits");
            room.clock.awaitAlarm();
            room.reply("quick", bob, "goes");
            room.ended("quick:1");
            assertThat(room.state("slow:1")).isEqualTo(State.RETRY);
        }
    }
}
