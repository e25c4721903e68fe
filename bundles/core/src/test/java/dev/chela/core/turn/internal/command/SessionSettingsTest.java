package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.ToolResult;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person settled for one conversation, in what leaves it over a channel and in what its tools may do. */
class SessionSettingsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);

    private Talk talk() {
        return new Talk(root, LoopbackChannel.on(wire, 2000), Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice"))));
    }

    private static void set(Talk talk, Setting setting, String value) {
        talk.house.sessions.commit(House.MAIN, "patch", "patch", (session, step) -> session.settled(session.settings().with(setting, value)));
    }

    private void say(String id, String text) {
        wire.send(LoopbackChannel.said(id, "alice", text));
    }

    private static AiMessage thinking(String thought, String text, ToolExecutionRequest... calls) {
        return AiMessage.builder().thinking(thought).text(text).toolExecutionRequests(List.of(calls)).build();
    }

    private static ToolExecutionRequest look() {
        return ToolExecutionRequest.builder().id("1").name("look").arguments("{}").build();
    }

    private void until(Talk talk, String... texts) {
        talk.house.until("sent " + List.of(texts), () -> wire.texts().equals(List.of(texts)));
    }

    @Test
    void a_conversation_that_sends_nothing_keeps_its_answers_in_the_house() throws Exception {
        try (Talk talk = talk()) {
            set(talk, Setting.SEND_POLICY, "deny");
            say("e1", "hello");
            talk.model.next().answer("not for the channel");
            talk.house.until("answered", () -> talk.told.stream().anyMatch(dev.chela.core.turn.Turns.Ended.class::isInstance));
            set(talk, Setting.SEND_POLICY, "");
            say("e2", "again");
            talk.model.next().answer("for the channel");
            until(talk, "for the channel");
            assertThat(talk.story()).contains("assistant: not for the channel");
        }
    }

    @Test
    void a_reply_tells_the_tokens_of_its_whole_run_and_in_full_what_they_cost() throws Exception {
        try (Talk talk = talk().tool("look", arguments -> "seen")) {
            set(talk, Setting.RESPONSE_USAGE, "tokens");
            say("e1", "hello");
            talk.model.next().call("1:look");
            talk.model.next().answer("hi");
            until(talk, "hi\n\nUsage: 20 in, 10 out");
            set(talk, Setting.RESPONSE_USAGE, "full");
            say("e2", "again");
            talk.model.next().answer("ho");
            until(talk, "hi\n\nUsage: 20 in, 10 out", "ho\n\nUsage: 10 in, 5 out, $0.0001 (test/scripted)");
            assertThat(talk.story()).contains("assistant: hi");
        }
    }

    @Test
    void thoughts_stand_before_the_answer_or_go_ahead_of_it_one_by_one() throws Exception {
        try (Talk talk = talk().tool("look", arguments -> "seen")) {
            set(talk, Setting.REASONING, "on");
            say("e1", "hello");
            talk.model.next().answer(thinking("I look.", "", look()));
            talk.model.next().answer(thinking("I saw.", "hi"));
            until(talk, "> I look.\n\n> I saw.\n\nhi");
            set(talk, Setting.REASONING, "stream");
            say("e2", "again");
            talk.model.next().answer(thinking("I look again.", "", look()));
            var second = talk.model.next();
            until(talk, "> I look.\n\n> I saw.\n\nhi", "> I look again.");
            second.answer("ho");
            until(talk, "> I look.\n\n> I saw.\n\nhi", "> I look again.", "ho");
        }
    }

    @Test
    void a_conversation_that_only_reads_is_offered_and_runs_nothing_else() throws Exception {
        AtomicInteger acted = new AtomicInteger();
        try (Talk talk = new Talk(root).tool("look", arguments -> "seen").tool("act", arguments -> "did " + acted.incrementAndGet())) {
            set(talk, Setting.PERMISSION, "read-only");
            talk.say("a", "hello");
            var asked = talk.model.next();
            assertThat(asked.offered()).containsExactly("look");
            asked.call("1:act");
            var told = talk.model.next();
            assertThat(told.results()).singleElement().asString().contains("permissionMode is \"read-only\"");
            told.answer("I may not");
            talk.end("a");
            assertThat(acted).hasValue(0);
            set(talk, Setting.PERMISSION, "");
            talk.say("b", "and now");
            var free = talk.model.next();
            assertThat(free.offered()).containsExactly("act", "look");
            free.answer("thanks");
            talk.end("b");
        }
    }

    @Test
    void a_guarded_conversation_asks_before_each_command_and_one_with_all_freedom_does_not() throws Exception {
        try (Talk talk = new Talk(root, new ExecSettings(null, null, null, null, null, null))) {
            talk.tools.put("exec", use -> ToolResult.text("ran"));
            set(talk, Setting.PERMISSION, "guarded");
            talk.say("a", "run it");
            talk.model.next().callWith("1", "exec", "{\"command\":\"ls\"}");
            talk.house.until("asked", () -> !talk.house.approvals.pending().isEmpty());
            talk.house.approvals.resolve(talk.house.approvals.pending().get(0).id(), dev.chela.core.approval.Approval.Decision.DENY, "me");
            talk.model.next().answer("denied");
            talk.end("a");
            set(talk, Setting.PERMISSION, "full");
            talk.say("b", "run it");
            talk.model.next().callWith("1", "exec", "{\"command\":\"ls\"}");
            var told = talk.model.next();
            assertThat(told.results()).last().isEqualTo("ran");
            told.answer("done");
            talk.end("b");
        }
    }

    @Test
    void commands_follow_the_conversation_s_own_settings_before_the_configured_ones() throws Exception {
        try (Talk talk = new Talk(root, new ExecSettings(null, null, null, null, null, null))) {
            talk.tools.put("exec", use -> ToolResult.text("ran"));
            set(talk, Setting.EXEC_SECURITY, "deny");
            talk.say("a", "run it");
            talk.model.next().callWith("1", "exec", "{\"command\":\"ls\"}");
            var told = talk.model.next();
            assertThat(told.results()).singleElement().asString().contains("execSecurity is \"deny\"");
            told.answer("no");
            talk.end("a");
            assertThat(talk.house.sessions.open(House.MAIN).settings()).isEqualTo(Settings.NONE.with(Setting.EXEC_SECURITY, "deny"));
        }
    }

    @Test
    void what_the_configuration_keeps_in_the_house_the_owner_may_send_in_one_conversation() throws Exception {
        SendPolicy never = new SendPolicy(new SendPolicy.Rules(SendPolicy.Action.DENY, null));
        try (Talk talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist")), never)) {
            say("e1", "hello");
            talk.model.next().answer("not for the channel");
            talk.house.until("answered", () -> talk.told.stream().anyMatch(dev.chela.core.turn.Turns.Ended.class::isInstance));
            say("e2", "/send");
            until(talk, "Answers are not sent here. Use /send on|off|inherit.");
            say("e3", "/send on");
            say("e4", "again");
            talk.model.next().answer("for the channel");
            until(talk, "Answers are not sent here. Use /send on|off|inherit.", "Answers are sent here.", "for the channel");
        }
    }
}
