package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Subagents.State;
import dev.chela.api.id.SessionKey;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What ends and confines conversations that set each other to work. */
class SubagentLimitsTest extends SubagentCase {
    @Test
    void who_stops_a_conversation_stops_what_it_set_to_work_and_hears_nothing_more_of_it() throws Exception {
        PacedModel.Asked child = started("t1");
        child.answer(AiMessage.from(List.of(spawn("deeper"), waiting())));
        PacedModel.Asked deeper = talk.model.next();
        assertThat(task(deeper)).contains("deeper");
        talk.end("a");
        talk.abort();
        quiet(House.MAIN, child("t1").session(), talk.house.kin.of(child("t1").session()).get(0).session());
        assertThat(child("t1").state()).isEqualTo(State.CANCELLED);
        assertThat(talk.house.kin.running(child("t1").session())).isEmpty();
        talk.say("b", "still there?");
        talk.model.next().answer("yes");
        assertThat(talk.end("b").text()).isEqualTo("yes");
        assertThat(reports()).isEmpty();
    }

    @Test
    void depth_and_number_are_limited() throws Exception {
        talk.close();
        talk = new Talk(root, limits(1, 1)).delegating();
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(spawn("t1"), spawn("t2"))));
        Map<String, PacedModel.Asked> asked = asked(2);
        assertThat(asked.get("").results().get(1)).contains("1 sub-agents at work already").contains("maxChildrenPerAgent is 1");
        asked.get("t1").answer(AiMessage.from(List.of(spawn("deeper"))));
        PacedModel.Asked refused = talk.model.next();
        assertThat(refused.results().get(0)).contains("maxSpawnDepth is 1");
        refused.answer("did it myself");
        asked.get("").answer("ok");
    }

    @Test
    void each_works_with_the_model_that_it_is_given_and_else_with_that_of_whoever_asked_for_it() throws Exception {
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(call("1", "sessions_spawn", "task", "t1", "model", "test/other"), spawn("t2"),
                call("3", "sessions_spawn", "task", "t3", "model", "nowhere/at-all"))));
        Map<String, PacedModel.Asked> asked = asked(4);
        assertThat(asked.get("t1").models().get(0).model()).isEqualTo("other");
        assertThat(asked.get("t2").models().get(0).model()).isEqualTo("scripted");
        assertThat(asked.get("t3").models().get(0).model()).as("one that there is not is not used").isEqualTo("scripted");
        asked.values().forEach(each -> each.answer("ok"));
    }

    @Test
    void its_tools_start_where_whoever_asked_for_it_says_and_can_reach_itself() throws Exception {
        Path sources = Files.createDirectories(root.resolve("workspace/sources"));
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(
                call("1", "sessions_spawn", "task", "t1", "cwd", "sources"), call("2", "sessions_spawn", "task", "t2", "cwd", "absent"),
                call("3", "sessions_spawn", "task", "t3", "cwd", talk.house.home.credentials().toString()),
                call("4", "sessions_spawn", "task", "t4", "walls", true))));
        Map<String, PacedModel.Asked> asked = asked(2);
        assertThat(asked.get("").results().get(1)).isEqualTo("'absent' is no directory");
        assertThat(asked.get("").results().get(2)).contains("belongs to the state of the house");
        assertThat(asked.get("").results().get(3)).contains("sandbox is \"require\"");
        assertThat(talk.house.sessions.open(child("t1").session()).directory(root)).isEqualTo(sources.toRealPath());
        assertThat(talk.house.kin.of(House.MAIN)).hasSize(1);
        asked.get("t1").answer("one");
        asked.get("").answer("ok");
    }

    @Test
    void one_that_is_cancelled_by_its_parent_is_no_news() throws Exception {
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(spawn("t1"))));
        Map<String, PacedModel.Asked> asked = asked(2);
        asked.get("").answer(AiMessage.from(List.of(call("x", "subagents", "cancel", "t1"))));
        PacedModel.Asked parent = talk.model.next();
        assertThat(parent.results().get(1)).contains("CANCELLED");
        parent.answer("stopped it");
        assertThat(talk.end("a").text()).isEqualTo("stopped it");
        assertThat(reports()).isEmpty();
    }

    @Test
    void two_conversations_answer_each_other_five_times_and_no_more() throws Exception {
        SessionKey other = new SessionKey("agent:main:other");
        talk.say(other, "o", "hello");
        talk.model.next().answer("hi");
        talk.end("o");
        talk.say("a", "ask the other one");
        talk.model.next().answer(AiMessage.from(List.of(call("s", "sessions_send", "to", "agent:main:other", "text", "question 0"))));
        int turns = 0;
        for (PacedModel.Asked asked = talk.model.next(); ; asked = talk.model.next()) {
            String last = asked.heard().get(asked.heard().size() - 1);
            if (!last.startsWith("[Inter-session")) {
                asked.answer("REPLY_SKIP");
                continue;
            }
            turns++;
            asked.answer("answer " + turns);
            if (last.contains("No answer to this goes back")) {
                break;
            }
        }
        quiet(House.MAIN, other);
        assertThat(turns).isEqualTo(6);
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void conversations_that_set_each_other_to_work_without_end_are_stopped() throws Exception {
        PacedModel.Asked child = started("t0");
        int rounds = 0;
        Optional<String> refusal = Optional.empty();
        while (refusal.isEmpty()) {
            rounds++;
            child.answer("more");
            talk.model.next().answer(AiMessage.from(List.of(call("c" + rounds, "sessions_spawn", "task", "t" + rounds))));
            PacedModel.Asked one = talk.model.next();
            refusal = one.results().stream().filter(result -> result.contains("without a person")).findFirst();
            PacedModel.Asked other = refusal.isPresent() ? one : talk.model.next();
            child = task(one).isPresent() ? one : other;
            (child == one ? other : one).answer("on it");
        }
        assertThat(refusal.get()).contains("40 times");
        assertThat(rounds).isEqualTo(20);
    }
}
