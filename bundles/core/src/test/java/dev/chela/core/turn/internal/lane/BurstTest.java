package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.QueueConfig;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.HeldClock;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one person writes in quick succession over a channel. */
class BurstTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;

    @BeforeEach
    void open() {
        QueueConfig patient = new QueueConfig(House.AT_ONCE.queue(), new QueueConfig.Inbound(null, Map.of("loopback", HeldClock.HELD)));
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000),
                Map.of("loopback", Map.of("allowFrom", List.of("alice", "bob"), "dmPolicy", "allowlist", "groupPolicy", "open")), patient);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void it_is_one_message_once_nothing_follows_and_the_answer_answers_the_last() throws Exception {
        wire.send(LoopbackChannel.said("e1", "alice", "first"));
        wire.send(LoopbackChannel.said("e2", "alice", "second"));
        wire.send(LoopbackChannel.said("e3", "alice", "third"));
        talk.house.clock.awaitSet(3);
        assertThat(talk.model.idle()).isTrue();
        talk.house.clock.ring();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("first\nsecond\nthird");
        asked.answer("to all");
        talk.house.until("answered", () -> wire.texts().contains("to all"));
        talk.house.until("nothing is open", () -> talk.house.intake.open().isEmpty());
    }

    @Test
    void what_each_of_them_quotes_is_told_with_the_whole() throws Exception {
        wire.send(LoopbackEvent.of("e1", "alice").quoting("bob", "dinner at eight").says("what about this"));
        wire.send(LoopbackChannel.said("e2", "alice", "and this"));
        talk.house.clock.awaitSet(2);
        talk.house.clock.ring();
        PacedModel.Asked asked = talk.model.next();
        asked.answer("fine");
        talk.house.until("answered", () -> wire.texts().contains("fine"));
        String told = Files.readString(talk.house.home.root().resolve(talk.house.sessions.list().get(0).file()));
        assertThat(told).contains("what about this\\nand this", "From: bob", "dinner at eight");
    }

    @Test
    void different_people_do_not_speak_for_each_other() throws Exception {
        wire.send(LoopbackEvent.of("e1", "alice").in("town").mentioning().says("from alice"));
        wire.send(LoopbackEvent.of("e2", "bob").in("town").mentioning().says("from bob"));
        talk.house.clock.awaitSet(2);
        talk.house.clock.ring();
        PacedModel.Asked both = talk.model.next();
        if (both.heard().size() == 1) { // The second message came when the model had been asked about the first.
            both.answer("to one");
            both = talk.model.next();
        }
        assertThat(both.heard()).containsExactlyInAnyOrder("[alice] from alice", "[bob] from bob");
        both.answer("to both");
        talk.house.until("answered", () -> wire.texts().contains("to both"));
    }

    @Test
    void a_command_does_not_wait_and_what_was_written_before_it_goes_first() throws Exception {
        wire.send(LoopbackChannel.said("e1", "alice", "first"));
        talk.house.clock.awaitSet(1);
        wire.send(LoopbackChannel.said("e2", "alice", "/queue"));
        assertThat(talk.model.next().heard()).containsExactly("first");
        talk.house.until("told", () -> wire.texts().stream().anyMatch(text -> text.startsWith("Queue: steer")));
        wire.send(LoopbackChannel.said("e3", "alice", "/stop"));
        talk.house.until("stopped", () -> wire.texts().contains("Stopped."));
    }

    @Test
    void it_is_whole_again_after_a_restart() throws Exception {
        wire.send(LoopbackChannel.said("e1", "alice", "first"));
        wire.send(LoopbackChannel.said("e2", "alice", "second"));
        talk.house.clock.awaitSet(2);
        talk.house.abandon();
        open();
        talk.house.clock.awaitSet(2);
        talk.house.clock.ring();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("first\nsecond");
        asked.answer("to both");
        talk.house.until("answered", () -> wire.texts().equals(List.of("to both")));
        // An answer may arrive before the house hears that its run has ended.
        talk.house.until("ended", () -> run("to both").isPresent());
        assertThat(talk.ends(run("to both").orElseThrow())).containsOnly(State.OK);
    }

    private Optional<String> run(String answer) {
        return talk.told.stream().filter(Turns.Ended.class::isInstance).map(Turns.Ended.class::cast)
                .filter(end -> end.settled().text().equals(answer)).map(end -> end.settled().run().value()).findFirst();
    }
}
