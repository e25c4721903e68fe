package dev.chela.core.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Refusal;
import dev.chela.core.outbox.DeliveryConfig.Doubt;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.Outbox.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person has to decide about. */
class UndeliveredTest {
    @TempDir
    private Path root;
    private PostRoom room;

    @BeforeEach
    void open() {
        room = new PostRoom(root, Doubt.HOLD);
        room.carrier.open();
    }

    @AfterEach
    void close() {
        room.close();
    }

    private void answered(String run, Delivery delivery) {
        room.carrier.next(delivery);
        room.reply(run, PostRoom.ALICE, run + " done");
        room.ended(run + ":1");
    }

    private List<String> undelivered() {
        return room.outbox.undelivered(10).stream().map(held -> held.parcel().key().value() + " " + held.state()).toList();
    }

    @Test
    void what_is_in_doubt_and_what_was_rejected_is_listed_oldest_first_and_what_arrived_is_not() {
        answered("a", new Delivery.Rejected(Refusal.FORBIDDEN, "the bot was blocked"));
        answered("b", new Delivery.InDoubt("the line broke"));
        room.reply("c", "", "to nobody");
        assertThat(undelivered()).containsExactly("a:1 REJECTED", "b:1 IN_DOUBT");
        assertThat(room.outbox.undelivered(1)).hasSize(1);
    }

    @Test
    void what_is_sent_again_is_the_same_under_the_same_key() {
        answered("a", new Delivery.Rejected(Refusal.FORBIDDEN, "the bot was blocked"));
        assertThat(room.outbox.resend("a:1")).isTrue();
        room.ended("a:1");
        assertThat(room.carrier.keys()).containsExactly("a:1", "a:1");
        assertThat(room.carrier.texts()).containsExactly("a done", "a done");
        assertThat(room.state("a:1")).isEqualTo(State.SENT);
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void what_a_hook_kept_back_is_judged_once_more() {
        room.inspection = parcel -> new Inspection.Stays("a hook said no");
        room.reply("a", PostRoom.ALICE, "secret");
        room.ended("a:1");
        room.outbox.resend("a:1");
        room.ended("a:1");
        assertThat(undelivered()).containsExactly("a:1 REJECTED");
        assertThat(room.carrier.asked()).isEmpty();
    }

    @Test
    void what_is_given_up_is_told_to_nobody() {
        answered("a", new Delivery.InDoubt("the line broke"));
        assertThat(room.outbox.dismiss("a:1")).isTrue();
        room.reply("b", PostRoom.ALICE, "next");
        room.ended("b:1");
        assertThat(undelivered()).isEmpty();
        assertThat(room.carrier.texts()).containsExactly("a done", "next");
    }

    @Test
    void what_was_only_shown_for_a_while_is_missed_by_nobody() {
        room.carrier.kinds("Post", "Edit", "Delete");
        room.carrier.next(new Delivery.Rejected(Refusal.QUOTA, "not so often"));
        room.show("a", "a …");
        room.ended("draft:a");
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void nothing_is_decided_about_what_arrived_or_never_was() {
        room.reply("a", PostRoom.ALICE, "hello");
        room.ended("a:1");
        assertThat(room.outbox.resend("a:1")).isFalse();
        assertThat(room.outbox.dismiss("a:1")).isFalse();
        assertThat(room.outbox.dismiss("no such")).isFalse();
        assertThat(room.carrier.keys()).containsExactly("a:1");
    }
}
