package dev.chela.core.turn.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.process.ExecSettings.Ask;
import dev.chela.core.process.ExecSettings.Security;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.UsedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that needs a person's word, on its way through a turn. */
class ApprovalTest {
    private static final ExecSettings ON_MISS = new ExecSettings(null, Security.ALLOWLIST, Ask.ON_MISS, null, null, null);
    private static final ExecSettings ALWAYS = new ExecSettings(null, null, Ask.ALWAYS, null, null, null);

    @TempDir
    private Path root;
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private Talk talk;

    @BeforeEach
    void open() {
        begin(ON_MISS);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void begin(ExecSettings settings) {
        talk = new Talk(root, settings);
        talk.tools.put("exec", use -> {
            ran.add(use.arguments());
            return ToolResult.text("did it");
        });
    }

    private void restart(ExecSettings settings) {
        talk.house.abandon();
        begin(settings);
    }

    private Approval wants(String run, String command) throws InterruptedException {
        talk.say(run, "please");
        talk.model.next().callWith("1", "exec", "{\"command\":\"" + command + "\"}");
        return pending();
    }

    private Approval pending() {
        talk.house.until("a request", () -> !talk.house.approvals.pending().isEmpty());
        return talk.house.approvals.pending().get(0);
    }

    /** The life of the process in which the run came to its wait: there its attempts begin anew. */
    private List<String> lifeThatWaits() {
        return talk.house.ledger.read("SELECT boot FROM run WHERE id = 'a' AND attempt = 1", row -> String.valueOf(row.text("boot")));
    }

    private void command(String id, String text) {
        talk.say(id, text);
        talk.end(id);
    }

    @Test
    void a_command_waits_for_its_approval_and_runs_once_it_has_it() throws Exception {
        Approval asked = wants("a", "make");
        assertThat(ran).isEmpty();
        command("b", "/approve " + asked.id() + " allow-once");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).containsExactly("did it");
        next.answer("done");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(ran).hasSize(1);
        assertThat(wants("c", "make").id()).as("once is not for good").isNotEqualTo(asked.id());
    }

    @Test
    void what_another_system_or_a_conversation_of_others_leads_to_is_asked_for_though_it_came_over_no_channel() throws Exception {
        restart(ExecSettings.defaults());
        talk.say("a", "please");
        talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
        talk.model.next().answer("done");
        talk.end("a");
        assertThat(ran).as("the owner is not asked").hasSize(1);

        Said said = new Said(talk.house.said("x", "please").said().session(), "please", List.of(), "");
        talk.house.intake.submit(new Input("w", Intake.WEBHOOK, "", "w", said, "", 0));
        talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
        talk.house.approvals.resolve(pending().id(), Decision.DENY, "me");
        talk.model.next().answer("done");
        talk.end("w");

        Mandate ofOthers = new Mandate("agent:main:main", new Mandate.Behalf(false, List.of()), 1);
        Said spawned = new Said(said.session(), "please", List.of(), "", Manner.PLAIN, Said.Aside.NONE, ofOthers);
        talk.house.intake.submit(new Input("s", "subagent", "", "s", spawned, "", 0));
        talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
        assertThat(pending().order().command()).isEqualTo("make");
        assertThat(ran).hasSize(1);
    }

    @Test
    void what_is_allowed_for_good_is_asked_for_no_more_and_another_command_still_is() throws Exception {
        talk.house.approvals.resolve(wants("a", "make").id(), Decision.ALLOW_ALWAYS, "me");
        talk.model.next().answer("done");
        talk.end("a");
        talk.say("b", "again");
        talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
        talk.model.next().answer("done");
        talk.end("b");
        assertThat(ran).hasSize(2);
        assertThat(wants("c", "make install").order().command()).isEqualTo("make install");
    }

    @Test
    void a_denial_comes_back_to_the_model_and_nothing_runs() throws Exception {
        talk.house.approvals.resolve(wants("a", "rm -r .").id(), Decision.DENY, "me");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).containsExactly("The person who was asked denied this command; it was not run.");
        next.answer("understood");
        assertThat(talk.end("a").text()).isEqualTo("understood");
        assertThat(ran).isEmpty();
    }

    @Test
    void a_request_survives_a_restart_is_announced_again_and_is_not_made_anew() throws Exception {
        Approval asked = wants("a", "make");
        Set<String> lives = new HashSet<>(lifeThatWaits());
        for (int i = 0; i < 4; i++) {
            restart(ON_MISS);
            assertThat(pending().id()).isEqualTo(asked.id());
            talk.house.until("the run waits again", () -> lives.addAll(lifeThatWaits()));
        }
        assertThat(talk.house.approvals.pending()).hasSize(1);
        talk.house.approvals.resolve(asked.id(), Decision.ALLOW_ONCE, "me");
        talk.model.next().answer("done");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(ran).hasSize(1);
    }

    @Test
    void a_decision_made_before_the_crash_holds_after_it() throws Exception {
        Approval asked = wants("a", "make");
        restart(ALWAYS);
        talk.house.approvals.resolve(asked.id(), Decision.ALLOW_ONCE, "me");
        talk.model.next();
        restart(ALWAYS);
        talk.model.next().answer("done");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(ran).hasSize(1);
    }

    /** As the host asks just before it starts a command. */
    private void spawning() throws IOException {
        Files.createDirectories(root.resolve("workspace"));
        talk.tools.put("exec", use -> {
            try {
                boolean holds = talk.house.approvals.holds(new UsedCall(use), Json.read(use.arguments()).path("command").asText());
                return ToolResult.text(holds ? "ran" : "not cleared");
            } catch (Denied refused) {
                return ToolResult.error(String.valueOf(refused.getMessage()));
            }
        });
    }

    private String outcome(String run, String arguments, Callable<?> meanwhile) throws Exception {
        talk.say(run, "please");
        talk.model.next().callWith("1", "exec", arguments);
        Approval asked = pending();
        meanwhile.call();
        talk.house.approvals.resolve(asked.id(), Decision.ALLOW_ONCE, "me");
        PacedModel.Asked next = talk.model.next();
        next.answer("done");
        talk.end(run);
        return next.results().get(next.results().size() - 1);
    }

    @Test
    void what_was_approved_is_not_run_when_the_script_or_the_directory_is_another_one_by_then() throws Exception {
        spawning();
        Path workspace = root.resolve("workspace");
        Path job = Files.writeString(workspace.resolve("job.sh"), "echo good");
        Files.createDirectories(workspace.resolve("one"));
        Files.createDirectories(workspace.resolve("two"));
        Path here = Files.createSymbolicLink(workspace.resolve("here"), Path.of("one"));

        assertThat(outcome("a", "{\"command\":\"sh job.sh\"}", () -> job)).isEqualTo("ran");
        assertThat(outcome("b", "{\"command\":\"sh job.sh\"}", () -> Files.writeString(job, "echo bad")))
                .contains("'job.sh' is not the same file any more", "not run");
        assertThat(outcome("c", "{\"command\":\"ls\",\"workdir\":\"here\"}", () -> {
            Files.delete(here);
            return Files.createSymbolicLink(here, Path.of("two"));
        })).contains("its directory leads elsewhere", workspace.toRealPath().resolve("two").toString());
    }

    @Test
    void what_a_person_saw_is_still_compared_after_a_restart() throws Exception {
        spawning();
        Path program = Files.writeString(root.resolve("workspace/tool"), "#!/bin/sh\necho good\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        talk.say("a", "please");
        talk.model.next().callWith("1", "exec", "{\"command\":\"./tool --now\"}");
        Approval asked = pending();
        talk.house.abandon();
        begin(ON_MISS);
        spawning();
        Files.writeString(program, "#!/bin/sh\necho bad\n");
        talk.house.approvals.resolve(pending().id(), Decision.ALLOW_ONCE, "me");
        PacedModel.Asked next = talk.model.next();
        next.answer("done");
        talk.end("a");
        assertThat(asked.isPending()).isTrue();
        assertThat(next.results().get(0)).contains("'./tool' is not the same file any more");
    }

    @Test
    void an_abort_takes_the_request_back() throws Exception {
        Approval asked = wants("a", "make");
        talk.abort("a");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(talk.house.approvals.pending()).isEmpty();
        assertThatThrownBy(() -> talk.house.approvals.resolve(asked.id(), Decision.ALLOW_ONCE, "me"))
                .isInstanceOf(Permanent.class).hasMessage("unknown or expired approval id '" + asked.id() + "'");
        assertThat(ran).isEmpty();
    }

    @Test
    void while_a_person_thinks_other_conversations_go_on() throws Exception {
        for (int i = 0; i < talk.agents.concurrency() + 1; i++) {
            talk.say(new dev.chela.api.id.SessionKey("agent:main:s" + i), "w" + i, "please");
            talk.model.next().callWith("1", "exec", "{\"command\":\"make\"}");
            int waiting = i + 1;
            talk.house.until("they wait", () -> talk.house.approvals.pending().size() == waiting);
        }
        talk.say("free", "hello");
        talk.model.next().answer("hi");
        assertThat(talk.end("free").text()).isEqualTo("hi");
    }

    @Test
    void where_every_command_is_asked_for_none_can_be_allowed_for_good() throws Exception {
        talk.close();
        begin(ALWAYS);
        Approval asked = wants("a", "make");
        command("b", "/approve " + asked.id() + " allow-always");
        assertThat(talk.end("b").text()).contains("tools.exec.ask is \"always\"");
        command("c", "/approve");
        assertThat(talk.end("c").text()).contains(asked.id()).contains("make");
        command("d", "/approve " + asked.id() + " deny");
        talk.model.next().answer("so be it");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
    }
}
