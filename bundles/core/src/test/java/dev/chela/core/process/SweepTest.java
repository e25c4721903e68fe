package dev.chela.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.core.FixedConfig;
import dev.chela.core.TestCall;
import dev.chela.core.home.Home;
import dev.chela.core.task.CancelSource;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.task.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of children when the gateway is killed. The gateway here is a JVM of its own. */
class SweepTest {
    @TempDir
    Path directory;

    private record Place(Path root) implements Home {
        @Override
        public Path directory(String relative) {
            try {
                return Files.createDirectories(root.resolve(relative));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ProcessHost open(Path at, SystemClock clock) {
        return new ProcessHost(new FixedConfig(ExecSettings.defaults()), new Place(at), clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
    }

    /** A gateway that starts a command, says which, and waits to be killed. */
    public static final class Gateway {
        private Gateway() {}

        public static void main(String[] arguments) throws Exception {
            Path at = Path.of(arguments[0]);
            var call = new TestCall(AgentId.MAIN, at, new CancelSource());
            var child = open(at, new SystemClock()).grant(call).start(
                    "trap '' TERM; sleep 300 & echo $! > inner.new; mv inner.new inner; wait", at, Map.of(), Duration.ZERO);
            while (!Files.exists(at.resolve("inner"))) {
                child.await(Duration.ofMillis(5));
            }
            System.out.println(child.pid() + " " + Files.readString(at.resolve("inner")).strip());
            child.await(Duration.ofMinutes(5));
        }
    }

    private Process gateway() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                        Gateway.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void a_killed_gateway_leaves_no_child_even_if_nobody_starts_it_again() throws Exception {
        Process gateway = gateway();
        String[] pids = new BufferedReader(new InputStreamReader(gateway.getInputStream())).readLine().split(" ");

        gateway.destroyForcibly().waitFor();

        for (String pid : pids) {
            assertThat(ProcessHostTest.ended(Long.parseLong(pid))).isTrue();
        }
        assertThat(directory.resolve("state/children").toFile().list()).hasSize(1);
    }

    @Test
    void the_next_gateway_ends_what_is_left_before_it_does_anything_else() throws Exception {
        Process gateway = gateway();
        String[] pids = new BufferedReader(new InputStreamReader(gateway.getInputStream())).readLine().split(" ");
        ProcessHandle warden = gateway.children().filter(child -> child.pid() != Long.parseLong(pids[0])).findFirst().orElseThrow();
        warden.destroyForcibly();
        gateway.destroyForcibly().waitFor();

        SystemClock clock = new SystemClock();
        open(directory, clock).close();
        clock.close();

        for (String pid : pids) {
            assertThat(ProcessHostTest.ended(Long.parseLong(pid))).isTrue();
        }
        assertThat(directory.resolve("state/children")).isEmptyDirectory();
    }

    @Test
    void ends_no_stranger_that_got_the_number_of_a_child() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "300").start();
        Path children = Files.createDirectories(directory.resolve("state/children"));
        String boot = Files.exists(Path.of("/proc/sys/kernel/random/boot_id"))
                ? Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() : "";
        for (String start : List.of("1", "")) {
            Files.writeString(children.resolve("x" + start + ".json"), "{\"pid\":" + stranger.pid()
                    + ",\"start\":\"" + start + "\",\"boot\":\"" + boot + "\"}");
        }
        Files.writeString(children.resolve("torn.json"), "{\"pid\":");
        SystemClock clock = new SystemClock();

        open(directory, clock).close();
        clock.close();

        assertThat(stranger.isAlive()).isTrue();
        assertThat(children).isEmptyDirectory();
        stranger.destroyForcibly().waitFor();
    }
}
