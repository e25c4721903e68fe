package dev.chela.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.fault.Denied;
import dev.chela.api.grant.Child;
import dev.chela.api.grant.Processes;
import dev.chela.api.id.AgentId;
import dev.chela.core.FixedConfig;
import dev.chela.core.Houses;
import dev.chela.core.TestCall;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.SandboxConfig;
import dev.chela.core.sandbox.SandboxConfig.Access;
import dev.chela.core.sandbox.SandboxConfig.Entry;
import dev.chela.core.sandbox.SandboxConfig.Mode;
import dev.chela.core.sandbox.SandboxConfig.Network;
import dev.chela.core.sandbox.SandboxConfig.Roster;
import dev.chela.core.sandbox.SandboxConfig.Wish;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.sandbox.internal.ConfiguredSandboxes;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands in real sandboxes. */
class SandboxTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;
    private final SystemClock clock = new SystemClock();
    private Houses house;
    private ProcessHost host;
    private Sandboxes sandboxes;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(System.getenv("CI") != null || new Bubblewrap().trouble().isEmpty(), "bubblewrap works here");
        Path root = Files.createDirectories(directory.toRealPath().resolve("state"));
        house = new Houses(root, Map.of("main", root.resolve("agents/main/workspace"), "work", root.resolve("agents/work/workspace")));
        house.list().forEach(agent -> house.directory(root.relativize(agent.workspace()).toString()));
        Files.writeString(house.credentials().resolve("token"), "the house's secret");
        Files.writeString(root.resolve("agents/work/workspace/diary"), "what work knows");
        begin(new Wish(Mode.ALL, null, Access.RW, null, null), new Bubblewrap());
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
        clock.close();
    }

    private void begin(Wish wish, Bubblewrap bubblewrap) {
        close(host);
        FixedConfig config = new FixedConfig(ExecSettings.defaults(), new SandboxConfig(new Roster(new Entry(wish, null), null), null));
        sandboxes = new ConfiguredSandboxes(config, house, house);
        host = new ProcessHost(config, house, clock, Clearance.NONE, sandboxes, bubblewrap);
    }

    private static void close(ProcessHost old) {
        if (old != null) {
            old.close();
        }
    }

    private TestCall call() {
        TestCall outside = new TestCall(house.get(AgentId.MAIN).workspace());
        Path place = sandboxes.of(AgentId.MAIN, outside.session()).orElseThrow().directory();
        return new TestCall(AgentId.MAIN, place, new CancelSource());
    }

    private String run(String command) throws InterruptedException {
        TestCall call = call();
        Processes processes = host.grant(call);
        Child child = processes.start(command, call.workspace(), Map.of("GIVEN", "by the call"), LONG);
        assertThat(child.await(LONG)).as("ended: %s", command).isTrue();
        return child.output().text();
    }

    @Test
    void the_workspace_can_be_written_and_the_state_and_other_agents_are_not_there() throws Exception {
        assertThat(run("pwd; echo written > note; cat note")).isEqualTo(call().workspace() + "\nwritten\n");
        assertThat(Files.readString(house.get(AgentId.MAIN).workspace().resolve("note"))).isEqualTo("written\n");
        String diary = house.get(new AgentId("work")).workspace().resolve("diary").toString();
        assertThat(run("cat " + diary + "; cat ../../work/workspace/diary; cat " + house.root().resolve("credentials/token")
                + "; ln " + diary + " mine; ln -s " + diary + " link; cat link; cat /proc/1/root" + diary + "; ls " + house.root() + "/agents"))
                .doesNotContain("what work knows", "secret").contains("No such file").endsWith("main\n");
        assertThat(run("touch /usr/mine /etc/mine; ls /root /home; echo $?")).contains("Read-only file system").endsWith("2\n");
    }

    @Test
    void a_command_has_none_of_the_gateways_variables() throws Exception {
        assertThat(run("env").lines().map(line -> line.split("=")[0])).contains("GIVEN", "PATH", "HOME", "CHELA_SHELL").isSubsetOf("GIVEN", "PATH",
                "HOME", "TMPDIR", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "CHELA_SHELL", "CHELA_CHILD", "PWD", "SHLVL", "_", "OLDPWD");
        assertThat(run("echo $HOME; cat /proc/*/environ | tr '\\0' '\\n' | grep -c JAVA_HOME")).isEqualTo(call().workspace() + "\n0\n");
    }

    @Test
    void there_is_no_network_unless_it_is_granted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String knock = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "' 2>/dev/null && echo in || echo out";
            assertThat(run(knock)).isEqualTo("out\n");
            begin(new Wish(Mode.ALL, null, Access.RW, null, Network.HOST), new Bubblewrap());
            assertThat(run(knock)).isEqualTo("in\n");
        }
    }

    @Test
    void without_access_to_the_workspace_there_is_a_directory_of_the_sandboxs_own() throws Exception {
        Path workspace = house.get(AgentId.MAIN).workspace();
        Files.writeString(workspace.resolve("AGENTS.md"), "who I am");
        begin(new Wish(Mode.ALL, null, null, null, null), new Bubblewrap());
        assertThat(run("pwd; cat " + workspace + "/AGENTS.md; echo kept > note")).startsWith(house.root().resolve("sandboxes/agent-main") + "\n")
                .doesNotContain("who I am");
        assertThat(run("cat note")).isEqualTo("kept\n");
        begin(new Wish(Mode.ALL, null, Access.RO, null, null), new Bubblewrap());
        assertThat(run("cat " + workspace + "/AGENTS.md; echo x > " + workspace + "/AGENTS.md")).startsWith("who I am").contains("Read-only file system");
    }

    @Test
    void a_workspace_that_holds_the_state_does_not_give_it_away() throws Exception {
        house = new Houses(house.root(), Map.of("main", directory.toRealPath()));
        begin(new Wish(Mode.ALL, null, Access.RW, null, null), new Bubblewrap());
        assertThat(run("echo mine > note; cat note; ls -a state; cat state/credentials/token")).startsWith("mine\n.\n..\n").doesNotContain("secret");
    }

    @Test
    void what_runs_in_the_background_outlives_its_call_dies_with_what_holds_it_and_is_no_other_worlds_business() throws Exception {
        String mark = "3600." + UUID.randomUUID().hashCode() % 1_000_000;
        TestCall call = call();
        Processes processes = host.grant(call);
        Child child = processes.start("echo begun; sleep " + mark.replace("-", "") + "; echo over", call.workspace(), Map.of(), LONG);
        child.toBackground();
        ((AutoCloseable) processes).close();
        assertThat(host.grant(call()).background()).extracting(Child::id).containsExactly(child.id());
        ProcessHandle leader = ProcessHandle.of(child.pid()).orElseThrow();
        while (!child.output().text().contains("begun")) {
            Thread.onSpinWait();
        }
        List<ProcessHandle> inside = leader.descendants().toList();
        assertThat(inside).isNotEmpty();
        leader.destroyForcibly();
        for (ProcessHandle one : inside) {
            one.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(child.await(LONG)).isTrue();
    }

    @Test
    void a_sandbox_does_not_see_what_its_agent_runs_outside_of_it() throws Exception {
        SandboxConfig nonMain = new SandboxConfig(new Roster(new Entry(new Wish(Mode.NON_MAIN, null, Access.RW, null, null), null), null), null);
        FixedConfig config = new FixedConfig(ExecSettings.defaults(), nonMain);
        close(host);
        host = new ProcessHost(config, house, clock, Clearance.NONE, new ConfiguredSandboxes(config, house, house), new Bubblewrap());
        TestCall main = new TestCall(house.get(AgentId.MAIN).workspace());
        Child child = host.grant(main).start("cat", main.workspace(), Map.of(), LONG);
        child.toBackground();
        assertThat(host.grant(main).background()).hasSize(1);
        assertThat(host.grant(new Elsewhere(main)).background()).isEmpty();
        assertThat(host.grant(new Elsewhere(main)).find(child.id())).isEmpty();
    }

    @Test
    void a_call_that_is_lifted_out_of_it_runs_on_the_machine_itself_and_the_next_one_does_not() throws Exception {
        FixedConfig config = new FixedConfig(ExecSettings.defaults(), new SandboxConfig(new Roster(new Entry(new Wish(Mode.ALL, null, Access.RW, null, null), null), null), null));
        close(host);
        AtomicBoolean lifted = new AtomicBoolean(true);
        host = new ProcessHost(config, house, clock, new Clearance() {
            @Override
            public boolean holds(dev.chela.api.tool.ToolCall call, String command) {
                return false;
            }

            @Override
            public boolean lifted(dev.chela.api.tool.ToolCall call) {
                return lifted.get();
            }
        }, sandboxes, new Bubblewrap());
        String look = "ls " + house.root() + "/credentials";
        assertThat(run(look)).isEqualTo("token\n");
        lifted.set(false);
        assertThat(run(look)).contains("No such file");
    }

    private record Elsewhere(TestCall main) implements dev.chela.api.tool.ToolCall {
        @Override
        public String id() {
            return "elsewhere";
        }

        @Override
        public dev.chela.api.id.SessionKey session() {
            return new dev.chela.api.id.SessionKey("agent:main:test:peer:mallory");
        }

        @Override
        public AgentId agent() {
            return main.agent();
        }

        @Override
        public Path workspace() {
            return main.workspace();
        }

        @Override
        public dev.chela.api.task.Cancellation cancellation() {
            return main.cancellation();
        }

        @Override
        public void progress(String line) {}

        @Override
        public <G> G grant(Class<G> power) {
            throw new UnsupportedOperationException(power.getName());
        }
    }

    @Test
    void where_no_sandbox_can_be_made_nothing_runs() throws Exception {
        begin(new Wish(Mode.ALL, null, Access.RW, null, null), new Bubblewrap(Map.of("PATH", "/nowhere")));
        assertThatThrownBy(() -> run("touch ran")).isInstanceOf(Denied.class).hasMessageContaining("bubblewrap (bwrap) is not installed");
        Path broken = Files.writeString(Files.createDirectories(directory.resolve("bin")).resolve("bwrap"), "#!/bin/sh\necho no namespaces >&2\nexit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        begin(new Wish(Mode.ALL, null, Access.RW, null, null), new Bubblewrap(Map.of("PATH", broken.getParent().toString())));
        assertThatThrownBy(() -> run("touch ran")).isInstanceOf(Denied.class).hasMessageContaining("cannot make a sandbox here: no namespaces");
        assertThat(house.get(AgentId.MAIN).workspace().resolve("ran")).doesNotExist();
    }

    @Test
    void a_directory_outside_of_the_sandbox_is_refused() {
        TestCall call = call();
        assertThatThrownBy(() -> host.grant(call).start("pwd", Path.of("/root"), Map.of(), LONG)).isInstanceOf(Denied.class)
                .hasMessageContaining("is not in this conversation's sandbox");
    }
}
