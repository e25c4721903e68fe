package dev.chela.core.turn.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.ToolResult;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.ElevatedConfig;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Said;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.process.ExecSettings.Ask;
import dev.chela.core.process.ExecSettings.Security;
import dev.chela.core.sandbox.SandboxConfig;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.UsedCall;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a conversation that is to be in a sandbox, on their way out of it. */
class ElevatedTest {
    private static final ExecSettings FULL = new ExecSettings(null, Security.FULL, Ask.OFF, null, null, null);

    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    /** For each command that ran, whether it was out of the sandbox. */
    private final List<Boolean> lifted = new CopyOnWriteArrayList<>();
    private Talk talk;

    @AfterEach
    void close() {
        talk.close();
    }

    private void begin(SandboxConfig.Mode mode, Map<String, List<Object>> allowFrom) {
        SandboxConfig.Wish wish = new SandboxConfig.Wish(mode, null, null, null, null);
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice", "bob"), "dmPolicy", "allowlist")), FULL,
                new SandboxConfig(new SandboxConfig.Roster(new SandboxConfig.Entry(wish, null), null), null),
                new ElevatedConfig(new ElevatedConfig.Tools(new ElevatedConfig.Elevated(null, allowFrom)), null));
        for (String tool : List.of("exec", "write")) {
            talk.tools.put(tool, use -> {
                lifted.add(talk.house.approvals.lifted(new UsedCall(use)));
                return ToolResult.text("ran");
            });
        }
    }

    private String order(String id, String text) {
        return talk.say(id, text).end(id).text();
    }

    private PacedModel.Asked called(String tool) throws InterruptedException {
        talk.model.next().callWith("1", tool, "{\"command\":\"make\"}");
        return talk.model.next();
    }

    private void runs(String id, String text) throws InterruptedException {
        talk.say(id, text);
        called("exec").answer("done");
        talk.end(id);
    }

    private String result(String id, String text) throws InterruptedException {
        talk.say(id, text);
        PacedModel.Asked told = called("exec");
        told.answer("done");
        talk.end(id);
        return told.results().get(told.results().size() - 1);
    }

    private Approval asked() {
        talk.house.until("asked", () -> !talk.house.approvals.pending().isEmpty());
        return talk.house.approvals.pending().get(0);
    }

    @Test
    void nobody_s_leave_it_whom_the_configuration_does_not_list() throws Exception {
        begin(SandboxConfig.Mode.ALL, Map.of("loopback", List.of("alice")));
        assertThat(order("e1", "/elevated full")).contains("tools.elevated.allowFrom.webchat");
        assertThat(order("e2", "/verbose on /elevated full")).contains("tools.elevated.allowFrom.webchat");
        assertThat(talk.house.sessions.open(House.MAIN).settings().get(Setting.ELEVATED)).isEmpty();
        runs("a", "/elevated full run it");
        runs("b", "run it");
        assertThat(lifted).containsExactly(false, false);
    }

    @Test
    void what_one_person_settled_holds_for_no_other_s_messages_nor_for_what_the_house_says() throws Exception {
        begin(SandboxConfig.Mode.ALL, Map.of("loopback", List.of("alice")));
        wire.send(LoopbackChannel.said("e1", "alice", "/elevated full"));
        talk.house.until("told", () -> wire.texts().stream().anyMatch(text -> text.startsWith("Elevated: full")));
        wire.send(LoopbackChannel.said("e2", "alice", "run it"));
        called("exec").answer("one");
        talk.house.until("answered", () -> wire.texts().contains("one"));
        wire.send(LoopbackChannel.said("e3", "bob", "run it"));
        called("exec").answer("two");
        talk.house.until("answered", () -> wire.texts().contains("two"));
        Said said = new Said(House.MAIN, "run it", List.of(), "");
        talk.house.intake.submit(new Input("c", "cron", "", "c", said, "", 0));
        called("exec").answer("three");
        talk.end("c");
        assertThat(lifted).containsExactly(true, false, false);
    }

    @Test
    void somebody_else_s_word_into_the_run_keeps_its_commands_in() throws Exception {
        begin(SandboxConfig.Mode.ALL, Map.of("loopback", List.of("alice")));
        wire.send(LoopbackChannel.said("e1", "alice", "/elevated full run it"));
        PacedModel.Asked first = talk.model.next();
        wire.send(LoopbackChannel.said("e2", "bob", "/steer and what I say"));
        talk.house.until("steered", () -> talk.house.turns.waiting(House.MAIN).isEmpty() && talk.house.intake.open().size() == 2);
        first.answer("one");
        called("exec").answer("two");
        talk.house.until("answered", () -> wire.texts().contains("two"));
        assertThat(lifted).containsExactly(false);
    }

    @Test
    void with_ask_a_person_is_asked_though_the_configuration_asks_nobody() throws Exception {
        begin(SandboxConfig.Mode.ALL, Map.of("webchat", List.of("*")));
        assertThat(order("e1", "/elev on")).startsWith("Elevated: on");
        talk.say("a", "run it");
        talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
        assertThat(lifted).isEmpty();
        talk.house.approvals.resolve(asked().id(), Decision.ALLOW_ONCE, "me");
        talk.model.next().answer("done");
        talk.end("a");
        assertThat(lifted).containsExactly(true);
        assertThat(order("e2", "/elevated off")).startsWith("Elevated: off");
        runs("b", "run it");
        assertThat(lifted).containsExactly(true, false);
    }

    @Test
    void with_full_the_configuration_decides_and_files_stay_where_they_are() throws Exception {
        begin(SandboxConfig.Mode.ALL, Map.of("webchat", List.of("*")));
        runs("a", "/elevated full run it");
        talk.say("b", "/elevated full write it");
        called("write").answer("done");
        talk.end("b");
        runs("c", "run it");
        assertThat(lifted).containsExactly(true, false, false);
    }

    @Test
    void where_commands_are_to_run_and_cannot_they_are_refused() throws Exception {
        begin(SandboxConfig.Mode.ALL, Map.of("webchat", List.of("*")));
        assertThat(result("a", "/exec host=gateway run it")).contains("execHost is \"gateway\"", "in a sandbox");
        assertThat(result("b", "/elevated full /exec host=gateway run it")).isEqualTo("ran");
        assertThat(result("c", "/elevated full /exec host=sandbox run it")).isEqualTo("ran");
        assertThat(lifted).containsExactly(true, false);
        assertThat(order("d", "/exec host=gateway")).contains("execHost: gateway");
        assertThat(result("e", "run it")).contains("execHost is \"gateway\"");
        assertThat(order("f", "/exec host=auto")).contains("execHost: as configured");
        assertThat(result("g", "run it")).isEqualTo("ran");
    }

    @Test
    void without_a_sandbox_those_that_are_to_be_in_one_are_refused() throws Exception {
        begin(SandboxConfig.Mode.OFF, Map.of());
        assertThat(order("a", "/exec host=sandbox")).contains("execHost: sandbox");
        assertThat(result("b", "run it")).contains("execHost is \"sandbox\"");
        assertThat(order("c", "/exec node=attic")).contains("no node hosts");
        assertThat(lifted).isEmpty();
    }

    @Test
    void a_message_may_let_less_happen_than_is_configured_and_for_itself_alone() throws Exception {
        begin(SandboxConfig.Mode.OFF, Map.of());
        assertThat(order("a", "/exec security=deny")).contains("hold for the message");
        assertThat(result("b", "/exec security=deny run it")).contains("the message says so");
        talk.say("c", "please /exec security=allowlist ask=always run it");
        talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
        talk.house.approvals.resolve(asked().id(), Decision.DENY, "me");
        PacedModel.Asked told = talk.model.next();
        assertThat(told.heard()).endsWith("please run it");
        told.answer("no");
        talk.end("c");
        assertThat(result("d", "run it")).isEqualTo("ran");
    }

    @Test
    void a_message_lets_no_more_happen_than_is_configured() throws Exception {
        begin(SandboxConfig.Mode.OFF, Map.of());
        talk.house.sessions.commit(House.MAIN, "patch", "patch", (session, step) -> session.settled(session.settings().with(Setting.EXEC_SECURITY, "deny")));
        assertThat(result("a", "/exec security=full ask=off run it")).contains("execSecurity is \"deny\"");
    }
}
