package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.tools.ToolSteps;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringTest {
    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void a_message_during_the_model_call_is_heard_in_the_same_run_before_it_ends() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        talk.say("b", "second");
        asked.answer("one");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.heard()).containsExactly("first", "second");
        again.answer("two");
        assertThat(talk.end("a").text()).isEqualTo("two");
        assertThat(talk.end("b").run()).isEqualTo(talk.end("a").run());
        assertThat(talk.story()).containsExactly("user: first", "assistant: one", "user: second", "assistant: two");
        talk.assertOneEndOfEach("a", "b");
        assertThat(talk.house.intake.open()).isEmpty();
    }

    @Test
    void a_message_between_two_tools_skips_the_second_and_is_heard_next() throws Exception {
        talk.tools.put("act", use -> {
            if (use.callId().equals("1")) {
                talk.say("b", "stop that");
            }
            return ToolResult.text("did " + use.callId());
        });
        talk.say("a", "go");
        talk.model.next().call("1:act", "2:act");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly("did 1", ToolSteps.SKIPPED);
        assertThat(again.heard()).containsExactly("go", "stop that");
        again.answer("stopped");
        assertThat(talk.end("b").text()).isEqualTo("stopped");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_message_while_tools_read_side_by_side_lets_them_end_and_skips_those_that_have_not_begun() throws Exception {
        talk.tools.put("read", use -> {
            if (use.callId().equals("1")) {
                talk.say("b", "enough");
            }
            return ToolResult.text("read " + use.callId());
        });
        talk.say("a", "go");
        talk.model.next().call("1:read", "2:read", "3:read", "4:read", "5:read", "6:read", "7:read", "8:read", "9:read", "10:read");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly("read 1", "read 2", "read 3", "read 4", "read 5", "read 6", "read 7", "read 8",
                ToolSteps.SKIPPED, ToolSteps.SKIPPED);
        assertThat(again.heard()).containsExactly("go", "enough");
        again.answer("enough read");
        assertThat(talk.end("b").text()).isEqualTo("enough read");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_message_before_the_first_of_several_reading_tools_skips_them_all() throws Exception {
        talk.offering("read", "never read");
        talk.say("a", "go");
        PacedModel.Asked asked = talk.model.next();
        talk.say("b", "hold on");
        asked.call("1:read", "2:read");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly(ToolSteps.SKIPPED, ToolSteps.SKIPPED);
        assertThat(again.heard()).containsExactly("go", "hold on");
        again.answer("waiting");
        assertThat(talk.end("b").text()).isEqualTo("waiting");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_message_after_the_last_answer_gets_a_run_of_its_own() throws Exception {
        talk.say("a", "first");
        talk.model.next().answer("one");
        talk.end("a");
        talk.say("b", "second");
        talk.model.next().answer("two");
        assertThat(talk.end("b").run().value()).isEqualTo("b");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_message_that_names_a_model_waits_for_its_own_run() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        talk.house.intake.submit(Talk.input(House.MAIN, "b", "second", "test/other"));
        asked.answer("one");
        assertThat(talk.end("a").text()).isEqualTo("one");
        PacedModel.Asked other = talk.model.next();
        assertThat(other.models().get(0).model()).isEqualTo("other");
        other.answer("two");
        assertThat(talk.end("b").text()).isEqualTo("two");
    }

    @Test
    void a_message_from_another_conversation_waits_for_an_answer_that_goes_there() throws Exception {
        talk.say("a", "over the socket");
        PacedModel.Asked asked = talk.model.next();
        talk.house.intake.submit(from("alice", "b"));
        talk.house.intake.submit(from("bob", "c"));
        asked.answer("to the socket");
        assertThat(talk.end("a").text()).isEqualTo("to the socket");
        PacedModel.Asked alice = talk.model.next();
        talk.house.intake.submit(from("alice", "d"));
        alice.answer("to alice");
        PacedModel.Asked bob = talk.model.next();
        assertThat(bob.heard()).last().isEqualTo("message c");
        bob.answer("to bob");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.heard()).last().isEqualTo("message d");
        again.answer("to alice again");
        talk.end("d");
        talk.assertOneEndOfEach("a", "b", "c", "d");
        assertThat(talk.house.sessions.open(House.MAIN).address()).contains("alice");
    }

    private static Input from(String person, String id) {
        ReturnAddress address = new ReturnAddress("loopback", "default",
                new Conversation(person, Conversation.Kind.DIRECT, "", "", person), person, ReplyTo.NONE);
        return new Input(id, "chat", "", id, new Said(House.MAIN, "message " + id, List.of(), ""), address.write(), 1);
    }

    @Test
    void messages_that_an_aborted_run_did_not_hear_are_answered_after_it() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        talk.say("b", "second").say("c", "third");
        assertThat(talk.abort("a")).extracting(Object::toString).containsExactly("a");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("first", "second");
        next.answer("for b");
        talk.end("b");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        if (talk.ends("c").isEmpty()) {
            talk.model.next().answer("for c");
        }
        assertThat(talk.end("c").state()).isEqualTo(State.OK);
        talk.assertOneEndOfEach("a", "b", "c");
    }

    @Test
    void a_steering_message_is_taken_back_without_ending_the_run_it_would_have_steered() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        talk.say("b", "second");
        assertThat(talk.abort("b")).extracting(Object::toString).containsExactly("b");
        assertThat(talk.end("b").state()).isEqualTo(State.ABORTED);
        asked.answer("one");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(talk.story()).containsExactly("user: first", "assistant: one");
        assertThat(talk.house.intake.find("b")).map(Intake.Kept::state).hasValue(Intake.State.REFUSED);
        talk.assertOneEndOfEach("a", "b");
    }
}
