package dev.chela.core.turn.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.core.question.Inquiry;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who writes over a channel is asked there, and answers there. */
class ChannelQuestionTest {
    private static final Question COLOUR = new Question(
            "q1", "Colour", "Which colour?", List.of(new Option("Red", ""), new Option("Blue", "")), false, false);

    @TempDir
    private Path root;

    private final Wire wire = new Wire(Memory.NONE);
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2000), Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice", "bob"))))
                .asking(Duration.ofHours(1), COLOUR);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private Inquiry asked(String event) throws InterruptedException {
        wire.send(event);
        talk.model.next().call("1:ask_user");
        talk.house.until("the question is out", () -> wire.texts().stream().anyMatch(text -> text.contains("Which colour?")));
        return talk.house.inquiries.pending().get(0);
    }

    private void answersWith(String result) throws InterruptedException {
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).containsExactly(result);
        assertThat(next.heard()).as("the answer is no message of its own").noneMatch(text -> text.contains("2"));
        next.answer("Painted.");
        talk.house.until("the answer is out", () -> wire.texts().contains("Painted."));
    }

    @Test
    void the_question_arrives_with_its_options_and_a_number_answers_it() throws Exception {
        asked(LoopbackChannel.said("e1", "alice", "paint it"));
        assertThat(wire.texts().get(0)).contains("1. Red", "2. Blue");
        wire.send(LoopbackChannel.said("e-answer", "alice", "2"));
        answersWith("{q1=[Blue]}");
        assertThat(wire.arrived()).extracting(arrived -> arrived.chat()).containsOnly("alice");
    }

    @Test
    void a_group_is_asked_in_the_group() throws Exception {
        asked(LoopbackChannel.saidInGroup("e1", "alice", "Family", "paint it"));
        assertThat(wire.arrived().get(0).chat()).isEqualTo("Family");
        wire.send(LoopbackChannel.saidInGroup("e-answer", "alice", "Family", "2"));
        answersWith("{q1=[Blue]}");
    }

    @Test
    void another_conversation_does_not_answer_it() throws Exception {
        Inquiry question = asked(LoopbackChannel.saidInGroup("e1", "alice", "Family", "paint it"));
        wire.send(LoopbackChannel.said("elsewhere", "alice", "2"));
        PacedModel.Asked other = talk.model.next();
        assertThat(other.heard()).last().asString().endsWith("2");
        other.answer("Two what?");
        talk.house.until("answered elsewhere", () -> wire.texts().contains("Two what?"));
        assertThat(talk.house.inquiries.pending()).extracting(Inquiry::id).containsExactly(question.id());
    }

    @Test
    void whoever_does_not_want_to_answer_says_so_by_the_command_that_the_question_names() throws Exception {
        Inquiry question = asked(LoopbackChannel.said("e1", "alice", "paint it"));
        assertThat(wire.texts().get(0)).contains("/answer " + question.id() + " skip");
        wire.send(LoopbackChannel.said("e-skip", "alice", "/answer " + question.id() + " skip"));
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).containsExactly("Declined");
        next.answer("As you like.");
    }
}
