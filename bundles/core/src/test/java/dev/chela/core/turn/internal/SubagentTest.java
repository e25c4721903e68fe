package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Runs;
import dev.chela.core.subagent.Kept;
import dev.chela.core.subagent.internal.SubagentsConfig;
import dev.chela.core.turn.internal.tools.ToolSteps;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations that set each other to work. */
class SubagentTest {
    private static final String TASK = "[Subagent Task]\n";

    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, limits(0, 8)).delegating();
        talk.agents.concurrency = 32;
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void crash() {
        talk.house.abandon();
        open();
    }

    private static SubagentsConfig limits(int depth, int children) {
        return new SubagentsConfig(new SubagentsConfig.Choice(
                new SubagentsConfig.Subagents(depth, children, null, null, null, null, null)), Map.of());
    }

    private static ToolExecutionRequest call(String id, String tool, Object... arguments) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put((String) arguments[i], arguments[i + 1]);
        }
        return ToolExecutionRequest.builder().id(id).name(tool).arguments(Json.write(Json.tree(given))).build();
    }

    private static ToolExecutionRequest spawn(String task) {
        return call(task, "sessions_spawn", "task", task);
    }

    private static ToolExecutionRequest waiting() {
        return call("y", "sessions_yield");
    }

    private static Optional<String> task(PacedModel.Asked asked) {
        return asked.heard().stream().filter(text -> text.startsWith(TASK)).map(text -> text.substring(TASK.length())).findFirst();
    }

    private Kept child(String task) {
        return talk.house.kin.of(House.MAIN).stream().filter(kept -> kept.order().task().equals(task)).findFirst().orElseThrow();
    }

    /** What the main conversation was told of ends, in order. */
    private List<String> reports() {
        return talk.house.transcripts.messages(talk.house.sessions.open(House.MAIN)).stream()
                .map(entry -> entry.text().lines().findFirst().orElse(""))
                .filter(line -> line.startsWith("[Sub-agent")).map(line -> line.replaceAll(" \\([0-9a-f]{8}\\)", "")).toList();
    }

    /** Asks the main conversation's model for one sub-agent, which is asked next. */
    private PacedModel.Asked started(String task) throws InterruptedException {
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(spawn(task), waiting())));
        return talk.model.next();
    }

    private void quiet(SessionKey... sessions) {
        assertThat(sessions).allMatch(session -> talk.house.turns.quiet(session, Duration.ofMinutes(1)));
    }

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

    private Map<String, PacedModel.Asked> asked(int count) throws InterruptedException {
        Map<String, PacedModel.Asked> asked = new HashMap<>();
        for (int i = 0; i < count; i++) {
            PacedModel.Asked next = talk.model.next();
            asked.put(task(next).orElse(""), next);
        }
        return asked;
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
