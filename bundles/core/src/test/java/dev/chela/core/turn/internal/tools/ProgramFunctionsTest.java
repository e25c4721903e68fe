package dev.chela.core.turn.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Program;
import dev.chela.core.inbox.Program.Function;
import dev.chela.core.inbox.Program.Result;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.langchain4j.data.message.SystemMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that belong to the program which asks: the run ends with a call of one, and another goes on from its result. */
class ProgramFunctionsTest {
    private static final List<Function> WEATHER =
            List.of(new Function("weather", "Tells the weather", "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"));

    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root).tool("read", arguments -> "what stands there");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void ask(String id, String text, Program program) {
        talk.house.intake.submit(new Input(id, "http", "", id, new Said(House.MAIN, text, List.of(), "",
                new Manner(Queue.FOLLOWUP, Optional.empty(), "", program)), "", talk.house.clock.now().toEpochMilli()));
    }

    @Test
    void the_run_ends_with_the_call_and_the_next_goes_on_from_its_result() throws Exception {
        ask("a", "is it raining?", new Program("Answer in verse.", WEATHER, List.of()));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.offered()).containsExactly("weather", "read");
        assertThat(((SystemMessage) asked.messages().get(0)).text()).endsWith("Answer in verse.\n");
        asked.call("1:weather");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        ask("b", "", new Program("", WEATHER, List.of(new Result("1", "weather", "it pours"))));
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly("it pours");
        assertThat(again.heard()).containsExactly("is it raining?");
        again.answer("yes");
        assertThat(talk.end("b").text()).isEqualTo("yes");
        assertThat(talk.story()).containsExactly(
                "user: is it raining?", "assistant: Working.", "toolResult: it pours", "assistant: yes");
    }

    @Test
    void tools_of_the_house_run_first_and_only_the_rest_is_handed_over() throws Exception {
        ask("a", "look", new Program("", WEATHER, List.of()));
        talk.model.next().call("1:weather", "2:read");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        ask("b", "and hurry", new Program("", WEATHER, List.of(new Result("1", "weather", "it pours"))));
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly("what stands there", "it pours");
        assertThat(again.heard()).containsExactly("look", "and hurry");
        again.answer("done");
        talk.end("b");
    }

    @Test
    void a_message_that_came_meanwhile_is_heard_instead_of_handing_over() throws Exception {
        ask("a", "look", new Program("", WEATHER, List.of()));
        PacedModel.Asked asked = talk.model.next();
        talk.say("b", "never mind");
        asked.call("1:weather");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly(ToolSteps.SKIPPED);
        assertThat(again.heard()).containsExactly("look", "never mind");
        again.answer("fine");
        assertThat(talk.end("a").text()).isEqualTo("fine");
    }

    @Test
    void what_the_program_brought_is_there_after_a_restart() throws Exception {
        ask("a", "look", new Program("Be brief.", WEATHER, List.of()));
        talk.model.next();
        talk.house.abandon();
        talk = new Talk(root);
        PacedModel.Asked again = talk.model.next();
        assertThat(again.offered()).containsExactly("weather");
        again.call("1:weather");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(talk.story()).containsExactly("user: look", "assistant: Working.");
    }
}
