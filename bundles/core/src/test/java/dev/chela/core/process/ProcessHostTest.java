package dev.chela.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Child;
import dev.chela.api.grant.Processes;
import dev.chela.api.id.AgentId;
import dev.chela.core.FixedConfig;
import dev.chela.core.TestCall;
import dev.chela.core.home.Home;
import dev.chela.core.task.CancelSource;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessHostTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final SystemClock clock = new SystemClock();
    private ProcessHost host;
    private TestCall call;
    private Processes processes;

    @BeforeEach
    void start() {
        host = host(ExecSettings.defaults());
        call = new TestCall(directory);
        processes = host.grant(call);
    }

    private ProcessHost host(ExecSettings settings) {
        return new ProcessHost(new FixedConfig(settings), home(directory.resolve("home")), clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
    }

    private static Home home(Path root) {
        return new Home() {
            @Override
            public Path root() {
                return root;
            }

            @Override
            public Path directory(String relative) {
                try {
                    return Files.createDirectories(root.resolve(relative));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
    }

    @AfterEach
    void stop() {
        host.close();
        clock.close();
    }

    private Child run(String command) throws InterruptedException {
        Child child = processes.start(command, directory, Map.of(), LONG);
        assertThat(child.await(LONG)).as("ended: %s", command).isTrue();
        return child;
    }

    @Test
    void tells_output_and_exit_code() throws Exception {
        Child child = run("echo out; echo err >&2; pwd; exit 3");

        assertThat(child.output().text()).isEqualTo("out\nerr\n" + directory.toRealPath() + "\n");
        assertThat(child.exitCode()).isEqualTo(OptionalInt.of(3));
        assertThat(child.timedOut()).isFalse();
    }

    @Test
    void a_command_leads_a_session_of_its_own() throws Exception {
        Child child = run("ps -o pid=,pgid=,sid= -p $$ 2>/dev/null || cut -d' ' -f1,5,6 /proc/$$/stat");

        String pid = Long.toString(child.pid());
        assertThat(child.output().text().strip().split("\\s+")).containsExactly(pid, pid, pid);
    }

    @Test
    void keeps_head_and_tail_of_huge_output_and_cuts_between_characters() throws Exception {
        Child child = run("printf begin; head -c 3000000 /dev/zero | sed 's/\\x00/é/g'; printf end");

        Child.Output output = child.output();
        assertThat(output.head()).startsWith("begin").doesNotContain("\uFFFD");
        assertThat(output.tail()).endsWith("end").doesNotContain("\uFFFD");
        assertThat(output.text().length()).isLessThanOrEqualTo(200_100);
        long kept = (output.head() + output.tail()).getBytes(StandardCharsets.UTF_8).length;
        assertThat(output.dropped()).isEqualTo(6_000_008 - kept);
    }

    @Test
    void makes_text_of_binary_output() throws Exception {
        Child child = run("printf 'a\\000b\\033[31mred\\033[0m\\377\\r\\nz\\033]0;title\\007!'");

        assertThat(child.output().text()).isEqualTo("abred\uFFFD\nz!");
    }

    @Test
    void ends_processes_that_outlive_the_shell_in_its_group() throws Exception {
        Child child = run("sleep 300 & echo $!");

        assertThat(ended(Long.parseLong(child.output().text().strip()))).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void is_not_held_up_or_flooded_by_a_process_that_escaped_with_the_output() throws Exception {
        Path pid = directory.resolve("escaped");
        Child child = run("setsid sh -c 'echo $$ > " + pid + "; exec yes' & while [ ! -s " + pid + " ]; do :; done");

        assertThat(child.output().dropped()).isGreaterThanOrEqualTo(0);
        assertThat(ended(Long.parseLong(Files.readString(pid).strip()))).as("its next write failed").isTrue();
    }

    @Test
    void ends_by_force_what_ignores_the_polite_signal() throws Exception {
        Child child = processes.start("trap '' TERM; echo ready; while :; do sleep 0.1; done", directory, Map.of(), LONG);
        awaitOutput(child, "ready");

        child.kill();

        assertThat(child.exitCode()).hasValue(128 + 9);
    }

    @Test
    void ends_a_command_at_its_time_limit_and_says_so() throws Exception {
        Child child = processes.start("sleep 300", directory, Map.of(), Duration.ofMillis(200));

        assertThat(child.await(LONG)).isTrue();
        assertThat(child.timedOut()).isTrue();
        assertThat(child.exitCode()).hasValue(128 + 15);
    }

    @Test
    void gives_input_and_its_end() throws Exception {
        Child child = processes.start("cat", directory, Map.of(), LONG);

        child.write("grüße\n".getBytes(StandardCharsets.UTF_8), false);
        child.write("ende".getBytes(StandardCharsets.UTF_8), true);

        assertThat(child.await(LONG)).isTrue();
        assertThat(child.output().text()).isEqualTo("grüße\nende");
        assertThatThrownBy(() -> child.write(new byte[1], false)).isInstanceOf(Permanent.class).hasMessageContaining("closed");
    }

    @Test
    void drains_only_what_is_new_and_never_half_a_character() throws Exception {
        Child child = processes.start("printf 'a\\303'; read x; printf '\\251b'; read x", directory, Map.of(), LONG);
        awaitOutput(child, "a");

        String first = child.drain();
        child.write("\n".getBytes(StandardCharsets.UTF_8), false);
        awaitOutput(child, "b");

        assertThat(first + child.drain()).isEqualTo("aéb");
        assertThat(child.drain()).isEmpty();
    }

    @Test
    void lists_background_children_of_the_same_agent_only() throws Exception {
        Child child = processes.start("echo done", directory, Map.of(), LONG);
        child.toBackground();
        assertThat(child.await(LONG)).isTrue();

        Processes later = host.grant(new TestCall(directory));
        Processes stranger = host.grant(new TestCall(new AgentId("other"), directory, new CancelSource()));

        assertThat(later.background()).containsExactly(child);
        assertThat(later.find(child.id())).contains(child);
        assertThat(stranger.background()).isEmpty();
        assertThat(stranger.find(child.id())).isEmpty();
        child.remove();
        assertThat(later.background()).isEmpty();
    }

    @Test
    void cancelling_the_call_ends_its_children_but_not_those_in_the_background() throws Exception {
        Child front = processes.start("sleep 300", directory, Map.of(), LONG);
        Child back = processes.start("sleep 300", directory, Map.of(), LONG);
        back.toBackground();

        call.cancellation().cancel("stop");

        assertThat(front.await(LONG)).isTrue();
        assertThat(back.exitCode()).isEmpty();
    }

    @Test
    void stopping_the_host_ends_every_child_and_leaves_no_record() throws Exception {
        Child back = processes.start("sleep 300", directory, Map.of(), LONG);
        back.toBackground();

        host.close();

        assertThat(ended(back.pid())).isTrue();
        assertThat(directory.resolve("home/state/children")).isEmptyDirectory();
    }

    @Test
    void refuses_variables_that_decide_what_code_runs() {
        for (String name : List.of("PATH", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES")) {
            assertThatThrownBy(() -> processes.start("true", directory, Map.of(name, "x"), LONG))
                    .isInstanceOf(Denied.class).hasMessageContaining(name);
        }
        assertThatThrownBy(() -> processes.start("true", directory, Map.of("PAGER", "sh -c evil"), LONG)).isInstanceOf(Denied.class);
    }

    @Test
    void marks_the_environment_and_prepends_to_the_path() throws Exception {
        host.close();
        host = host(new ExecSettings(null, null, null, null, null, List.of("/opt/first")));
        processes = host.grant(call);

        Child child = processes.start("echo $CHELA_SHELL $GREETING; echo $PATH", directory, Map.of("GREETING", "hi"), LONG);

        assertThat(child.await(LONG)).isTrue();
        assertThat(child.output().text()).startsWith("exec hi\n/opt/first:");
    }

    @Test
    void refuses_what_would_need_an_approval_and_names_the_setting() {
        host.close();
        for (ExecSettings settings : List.of(
                new ExecSettings(ExecSettings.Mode.ASK, null, null, null, null, null),
                new ExecSettings(null, ExecSettings.Security.DENY, null, null, null, null),
                new ExecSettings(null, null, ExecSettings.Ask.ALWAYS, null, null, null))) {
            host = host(settings);
            assertThatThrownBy(() -> host.grant(call).start("true", directory, Map.of(), LONG))
                    .isInstanceOf(Denied.class).hasMessageContaining("tools.exec.");
            host.close();
        }
        assertThatThrownBy(() -> new ExecSettings(ExecSettings.Mode.FULL, ExecSettings.Security.FULL, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void says_what_is_wrong_with_a_directory_or_a_command() {
        assertThatThrownBy(() -> processes.start("true", directory.resolve("absent"), Map.of(), LONG))
                .isInstanceOf(Permanent.class).hasMessageContaining("absent");
        assertThatThrownBy(() -> processes.start("x".repeat(200_000), directory, Map.of(), LONG))
                .isInstanceOf(Permanent.class).hasMessageContaining("200000 characters");
        assertThat(directory.resolve("home/state/children")).isEmptyDirectory();
    }

    @Test
    void leaves_no_thread_or_record_behind_after_many_commands() throws Exception {
        for (int i = 0; i < 20; i++) {
            run("true");
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("chela-output") && thread.isAlive());
        assertThat(directory.resolve("home/state/children")).isEmptyDirectory();
    }

    private static void awaitOutput(Child child, String wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!child.output().text().contains(wanted) && System.nanoTime() < deadline) {
            child.await(Duration.ofMillis(5));
        }
        assertThat(child.output().text()).contains(wanted);
    }

    /** Whether a process is gone, or goes within the limit. */
    static boolean ended(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent() && !zombie(pid)) {
            handle.get().onExit().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).get();
        }
        return true;
    }

    private static boolean zombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }
}
