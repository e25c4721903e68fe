package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that worked, and then has no word for the person. */
class LastWordsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist",
                "groups", Map.of("*", Map.of("requireMention", false))))).offering("look", "seen");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void is_asked_once_more_without_tools() throws Exception {
        talk.say("a", "what is there?");
        talk.model.next().call("1:look");
        talk.model.next().answer("");
        PacedModel.Asked last = talk.model.next();
        assertThat(last.offered()).isEmpty();
        assertThat(last.results()).isEmpty();
        assertThat(last.heard()).hasSize(3).first().isEqualTo("what is there?");
        assertThat(last.heard().get(1)).contains("look", "seen");
        last.answer("A stone.");
        assertThat(talk.end("a").text()).isEqualTo("A stone.");
        talk.say("b", "and now?");
        assertThat(talk.model.next().heard()).containsExactly("what is there?", "and now?");
        talk.abort();
        talk.end("b");
    }

    @Test
    void and_when_that_gives_no_word_either_the_run_ends() throws Exception {
        talk.say("a", "what is there?");
        talk.model.next().call("1:look");
        talk.model.next().answer("");
        talk.model.next().answer("");
        assertThat(talk.end("a").text()).isEmpty();
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void is_not_asked_again_when_it_did_nothing() throws Exception {
        talk.say("a", "hello");
        talk.model.next().answer("");
        assertThat(talk.end("a").text()).isEmpty();
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void hears_what_was_said_meanwhile_with_its_tools() throws Exception {
        talk.say("a", "what is there?");
        talk.model.next().call("1:look");
        PacedModel.Asked mute = talk.model.next();
        talk.say("b", "never mind, look again");
        mute.answer("");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("what is there?", "never mind, look again");
        assertThat(next.offered()).contains("look");
        next.answer("Again a stone.");
        assertThat(talk.end("a").text()).isEqualTo("Again a stone.");
    }

    @Test
    void may_be_silent_in_a_group_whose_speakers_it_is_told_by_name() throws Exception {
        wire.send(LoopbackEvent.of("e1", "alice").in("town").says("among ourselves"));
        PacedModel.Asked first = talk.model.next();
        assertThat(first.heard()).containsExactly("[alice] among ourselves");
        first.call("1:look");
        talk.model.next().answer("");
        talk.house.until("ended", () -> talk.told.stream().anyMatch(Turns.Ended.class::isInstance));
        assertThat(talk.model.idle()).isTrue();
        assertThat(wire.texts()).isEmpty();
    }
}
