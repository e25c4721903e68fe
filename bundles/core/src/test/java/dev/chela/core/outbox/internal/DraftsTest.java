package dev.chela.core.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Refusal;
import dev.chela.core.outbox.DeliveryConfig.Doubt;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.Outbox.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer that is shown while it is being made. The platform takes messages of twenty characters. */
class DraftsTest {
    @TempDir
    private Path root;
    private PostRoom room;

    @BeforeEach
    void open() {
        room = new PostRoom(root, Doubt.HOLD);
        room.carrier.kinds("Post", "Edit", "Delete");
    }

    @AfterEach
    void close() {
        room.close();
    }

    private void begun() {
        room.carrier.open();
        room.show("run", "one …");
        room.ended("draft:run");
    }

    @Test
    void one_message_is_changed_until_the_answer_takes_its_place() {
        begun();
        room.show("run", "one two …");
        room.ended("draft:run:change");
        room.show("run", "one two three …");
        room.ended("draft:run:change");
        room.reply("run", PostRoom.ALICE, "one two three four five");
        room.ended("run:1", "run:2");
        assertThat(room.carrier.asked()).containsExactly(
                "one …", "edit m1: one two …", "edit m1: one two three …", "edit m1: one two three four", "five");
        assertThat(room.outbox.find("draft:run:change")).isEmpty();
    }

    @Test
    void what_waits_is_replaced_by_what_is_newer_and_at_last_by_the_answer() {
        room.show("run", "one …");
        room.show("run", "one two …");
        assertThat(room.outbox.open(9)).hasSize(1);
        room.reply("run", PostRoom.ALICE, "done");
        room.carrier.open();
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("done");
    }

    @Test
    void an_answer_whose_place_is_gone_is_a_message_of_its_own() {
        begun();
        room.carrier.next(new Delivery.Rejected(Refusal.NOT_FOUND, "somebody deleted it"));
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("one …", "edit m1: done", "done");
        assertThat(room.state("run:1")).isEqualTo(State.SENT);
    }

    @Test
    void so_is_one_when_nobody_knows_what_became_of_what_was_shown_and_that_is_told_to_nobody() {
        room.carrier.next(new Delivery.InDoubt("the answer was lost"));
        begun();
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("one …", "done");
        assertThat(room.outbox.undelivered(9)).isEmpty();
    }

    @Test
    void a_change_that_may_have_arrived_is_made_again() {
        begun();
        room.carrier.next(new Delivery.InDoubt("the answer was lost"));
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("one …", "edit m1: done", "edit m1: done");
    }

    @Test
    void nor_does_one_that_the_platform_put_off_hold_the_answer_up() {
        begun();
        room.carrier.next(new Delivery.Retry(Duration.ofSeconds(30)));
        room.show("run", "one two …");
        room.clock.awaitAlarm();
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("one …", "edit m1: one two …", "edit m1: done");
        assertThat(room.outbox.open(9)).isEmpty();
    }

    @Test
    void only_the_answer_is_told_to_other_systems() {
        begun();
        room.show("run", "one two …");
        room.ended("draft:run:change");
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.told).containsExactly("run:1");
    }

    @Test
    void a_refused_change_holds_nobody_up() {
        begun();
        room.carrier.next(new Delivery.Retry(Duration.ofSeconds(30)));
        room.carrier.next(new Delivery.Rejected(Refusal.QUOTA, "not so often"));
        room.show("run", "one two …");
        room.clock.ringUntil(() -> room.outbox.find("draft:run:change").isEmpty());
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).endsWith("edit m1: one two …", "edit m1: one two …", "edit m1: done");
    }

    @Test
    void what_was_shown_is_taken_back_when_there_is_no_answer() {
        begun();
        room.withdraw("run");
        room.ended("draft:run:end");
        room.withdraw("another");
        assertThat(room.carrier.asked()).containsExactly("one …", "delete m1");
        assertThat(room.outbox.open(9)).isEmpty();
    }

    @Test
    void so_is_what_was_shown_of_an_answer_that_may_not_leave() {
        begun();
        room.inspection = parcel -> parcel.key().value().equals("run:1")
                ? new Inspection.Stays("a hook said no") : new Inspection.Leaves(parcel.out());
        room.reply("run", PostRoom.ALICE, "secret");
        room.ended("run:1");
        room.show("another", "on we go …");
        room.ended("draft:another");
        assertThat(room.carrier.asked()).containsExactly("one …", "delete m1", "on we go …");
        assertThat(room.outbox.find("run:1").orElseThrow().why()).contains("a hook said no");
    }

    @Test
    void after_a_stop_the_same_message_is_changed() {
        begun();
        close();
        open();
        room.carrier.open();
        room.show("run", "begun anew …");
        room.ended("draft:run:change");
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("edit m1: begun anew …", "edit m1: done");
    }

    @Test
    void where_messages_cannot_be_changed_nothing_is_shown() {
        room.carrier.kinds("Post");
        room.carrier.open();
        assertThat(room.outbox.shows(PostRoom.ALICE)).isFalse();
        room.show("run", "one …");
        room.reply("run", PostRoom.ALICE, "done");
        room.ended("run:1");
        assertThat(room.carrier.asked()).containsExactly("done");
    }
}
