package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.process.ExecSettings;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that says how little its commands may do says it of all that is set to work because of it. */
class SubagentLeashTest extends SubagentCase {
    private static final ExecSettings FULL = new ExecSettings(null, ExecSettings.Security.FULL, ExecSettings.Ask.OFF, null, null, null);
    private static final String REFUSED = "the message says so";

    @BeforeEach
    void letEverythingRun() {
        talk.close();
        talk = new Talk(root, limits(0, 8), FULL).delegating();
        talk.agents.concurrency = 32;
        talk.tools.put("exec", use -> ToolResult.text("ran"));
    }

    /** What the command came to, and the model that is told. */
    private record Ran(String result, PacedModel.Asked told) {}

    private Ran exec(PacedModel.Asked asked) throws InterruptedException {
        asked.answer(AiMessage.from(List.of(call("make", "exec", "command", "make"))));
        PacedModel.Asked told = talk.model.next();
        return new Ran(told.results().get(told.results().size() - 1), told);
    }

    private PacedModel.Asked spawned(PacedModel.Asked asked, String task) throws InterruptedException {
        asked.answer(AiMessage.from(List.of(spawn(task), waiting())));
        return talk.model.next();
    }

    @Test
    void no_sub_agent_nor_one_of_its_own_does_more_and_neither_does_who_hears_of_their_ends() throws Exception {
        talk.say("a", "/exec security=deny go");
        Ran child = exec(spawned(talk.model.next(), "t1"));
        Ran deeper = exec(spawned(child.told(), "deeper"));
        deeper.told().answer("could not");
        Ran again = exec(talk.model.next());
        again.told().answer("could not either");
        Ran parent = exec(talk.model.next());
        parent.told().answer("nobody could");
        assertThat(List.of(child.result(), deeper.result(), again.result(), parent.result())).allSatisfy(result -> assertThat(result).contains(REFUSED));
        quiet(House.MAIN);
        talk.say("b", "go on");
        Ran next = exec(talk.model.next());
        assertThat(next.result()).isEqualTo("ran");
        Ran free = exec(spawned(next.told(), "t2"));
        assertThat(free.result()).as("of the next message's sub-agent").isEqualTo("ran");
        free.told().answer("ok");
        talk.model.next().answer("ok");
    }

    @Test
    void a_sub_agent_asks_a_person_where_its_message_says_so() throws Exception {
        talk.say("a", "/exec ask=always go");
        spawned(talk.model.next(), "t1").answer(AiMessage.from(List.of(call("make", "exec", "command", "make"))));
        talk.house.until("asked", () -> !talk.house.approvals.pending().isEmpty());
        assertThat(talk.house.approvals.pending()).extracting(approval -> approval.order().session()).containsExactly(child("t1").session().value());
    }

    @Test
    void another_conversation_does_no_more_of_what_it_is_asked_for() throws Exception {
        SessionKey other = new SessionKey("agent:main:other");
        talk.say(other, "o", "hello");
        talk.model.next().answer("hi");
        talk.end("o");
        talk.say("a", "/exec security=deny ask the other one");
        talk.model.next().answer(AiMessage.from(List.of(call("s", "sessions_send", "to", other.value(), "text", "make it"))));
        PacedModel.Asked one = talk.model.next();
        PacedModel.Asked two = talk.model.next();
        boolean first = one.heard().get(one.heard().size() - 1).startsWith("[Inter-session");
        (first ? two : one).answer("asked it");
        Ran asked = exec(first ? one : two);
        assertThat(asked.result()).contains(REFUSED);
        asked.told().answer("I may not");
        Ran back = exec(talk.model.next());
        assertThat(back.result()).as("of whoever hears the answer").contains(REFUSED);
        back.told().answer("REPLY_SKIP");
        quiet(House.MAIN, other);
    }

    @Test
    void a_word_into_the_run_confines_it_from_then_on() throws Exception {
        talk.say("a", "go");
        PacedModel.Asked first = talk.model.next();
        talk.say("b", "/steer /exec security=deny and be careful");
        assertThat(talk.house.turns.waiting(House.MAIN)).hasSize(1);
        first.answer("one");
        Ran confined = exec(talk.model.next());
        assertThat(confined.result()).contains(REFUSED);
        confined.told().answer("ok");
    }
}
