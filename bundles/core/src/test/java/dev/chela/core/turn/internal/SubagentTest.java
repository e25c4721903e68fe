package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.internal.tools.ToolSteps;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conversations that set each other to work. */
class SubagentTest extends SubagentCase {
    @Test
    void a_result_is_said_to_whoever_asked_for_it_and_begins_a_turn() throws Exception {
        PacedModel.Asked child = started("count the stars");
        assertThat(child.heard()).containsExactly(TASK + "count the stars");
        assertThat(talk.end("a").state()).isEqualTo(Runs.State.OK);
        child.answer("nine");
        PacedModel.Asked parent = talk.model.next();
        assertThat(parent.heard().get(1)).startsWith("[Sub-agent \"count the stars\"").contains("nine").contains("has ended: ok");
        parent.answer("There are nine.");
        assertThat(talk.end("announce:" + child("count the stars").run()).text()).isEqualTo("There are nine.");
        assertThat(child("count the stars").state()).isEqualTo(State.OK);
    }

    @Test
    void eight_report_how_they_ended_though_two_fail_one_hangs_and_the_gateway_dies_in_the_middle() throws Exception {
        talk.say("a", "go");
        List<ToolExecutionRequest> calls = new ArrayList<>(IntStream.rangeClosed(1, 7).mapToObj(n -> spawn("t" + n)).toList());
        calls.add(call("t8", "sessions_spawn", "task", "t8", "hours", HeldClock.HELD.toHours()));
        calls.add(waiting());
        talk.model.next().answer(AiMessage.from(calls));
        Map<String, PacedModel.Asked> asked = asked(8);
        assertThat(talk.end("a").state()).isEqualTo(Runs.State.OK);
        asked.get("t1").fail(new Permanent("no such star"));
        assertThat(task(talk.model.next())).isEmpty();
        asked.get("t2").answer("two");
        talk.house.until("t2 has ended", () -> child("t2").state() == State.OK);
        crash();
        Map<String, PacedModel.Asked> again = asked(7);
        assertThat(again.keySet()).containsExactlyInAnyOrder("", "t3", "t4", "t5", "t6", "t7", "t8");
        again.get("t3").fail(new Permanent("clouds"));
        List.of("t4", "t5", "t6", "t7").forEach(task -> again.get(task).answer("done"));
        talk.house.clock.awaitSet(1);
        talk.house.clock.pass(HeldClock.HELD);
        talk.house.until("all have ended", () -> talk.house.kin.running(House.MAIN).isEmpty());
        PacedModel.Asked parent = again.get("");
        while (reports().size() < 8) {
            parent.answer("noted");
            parent = talk.model.next();
        }
        parent.answer("That was all.");
        assertThat(reports()).containsExactlyInAnyOrder("[Sub-agent \"t1\" has ended: error]", "[Sub-agent \"t2\" has ended: ok]",
                "[Sub-agent \"t3\" has ended: error]", "[Sub-agent \"t4\" has ended: ok]", "[Sub-agent \"t5\" has ended: ok]",
                "[Sub-agent \"t6\" has ended: ok]", "[Sub-agent \"t7\" has ended: ok]", "[Sub-agent \"t8\" has ended: timeout]");
    }

    @Test
    void news_of_a_sub_agent_takes_nothing_from_what_its_parent_has_not_begun() throws Exception {
        talk.tool("hold", given -> {
            while (talk.house.turns.waiting(House.MAIN).isEmpty()) {
                Thread.onSpinWait();
            }
            return "held";
        });
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(spawn("t1"))));
        Map<String, PacedModel.Asked> asked = asked(2);
        asked.get("").answer(AiMessage.from(List.of(call("h", "hold"), spawn("t2"))));
        asked.get("t1").answer("one");
        Map<String, PacedModel.Asked> then = asked(2);
        assertThat(then.get("").results()).noneMatch(ToolSteps.SKIPPED::equals);
        assertThat(then.get("").heard().get(1)).contains("\"t1\"");
        then.get("t2").answer("two");
        then.get("").answer("Both.");
    }

    @Test
    void one_that_waits_for_its_own_has_not_ended_yet() throws Exception {
        PacedModel.Asked child = started("t1");
        child.answer(AiMessage.from(List.of(spawn("deeper"), waiting())));
        talk.model.next().answer("deep result");
        PacedModel.Asked back = talk.model.next();
        assertThat(back.heard()).hasSize(2);
        assertThat(back.heard().get(1)).contains("deep result");
        assertThat(child("t1").state()).isEqualTo(State.RUNNING);
        back.answer("all of it");
        assertThat(talk.model.next().heard().get(1)).contains("all of it");
        assertThat(child("t1").result()).isEqualTo("all of it");
    }

    @Test
    void what_it_cost_stands_on_the_account_of_whoever_asked_for_it() throws Exception {
        PacedModel.Asked child = started("t1");
        child.answer("one");
        talk.model.next().answer("noted");
        talk.end("announce:" + child("t1").run());
        assertThat(talk.house.sessions.open(House.MAIN).spent().input()).isEqualTo(30);
        assertThat(talk.house.sessions.open(child("t1").session()).spent().input()).isEqualTo(10);
        assertThat(talk.house.sessions.open(House.MAIN).spent().cost())
                .isEqualTo(3 * talk.house.sessions.open(child("t1").session()).spent().cost());
    }

    @Test
    void its_conversation_says_who_set_it_to_work_and_goes_when_it_is_not_to_be_kept() throws Exception {
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(call("c", "sessions_spawn", "task", "t1", "kept", false), waiting())));
        PacedModel.Asked child = talk.model.next();
        SessionKey key = child("t1").session();
        assertThat(talk.house.sessions.open(key).source().spawnedBy()).isEqualTo("agent:main:main");
        assertThat(talk.house.sessions.open(key).source().depth()).isEqualTo(1);
        child.answer("one");
        talk.model.next().answer("noted");
        talk.house.until("it is gone", () -> talk.house.sessions.find(key).isEmpty());
    }

    @Test
    void a_question_to_a_conversation_that_is_busy_waits_for_its_turn_and_its_answer_comes_back() throws Exception {
        SessionKey other = new SessionKey("agent:main:other");
        talk.say(other, "o", "hello");
        PacedModel.Asked busy = talk.model.next();
        talk.say("a", "ask the other one");
        talk.model.next().answer(AiMessage.from(List.of(call("s", "sessions_send", "to", "agent:main:other", "text", "how much?"))));
        talk.model.next().answer("I have asked");
        talk.end("a");
        busy.answer("hi");
        PacedModel.Asked question = talk.model.next();
        assertThat(question.heard().get(question.heard().size() - 1)).contains("how much?");
        question.answer("twelve");
        PacedModel.Asked answer = talk.model.next();
        assertThat(answer.heard().get(answer.heard().size() - 1)).contains("twelve");
        answer.answer("REPLY_SKIP");
    }
}
