package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.sample.Bursting;
import dev.chela.core.plugin.sample.Diarist;
import dev.chela.core.store.CommitListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {
    /** Of a channel's upgrade, the commits behind which these steps begin. */
    private static final int QUIESCE = 6;
    private static final int STOP_OLD = 7;

    @TempDir Path machine;
    private Path root;
    private int crashes;

    @BeforeEach
    void root() throws IOException {
        root = Files.createDirectory(machine.resolve("0"));
    }

    /**
     * Takes the disk as it is behind the n-th commit of this room: nothing that the one stopped does later, such as undoing what failed, is
     * there at the next start.
     */
    private static final class Crash implements CommitListener {
        private final Path from;
        private final Path to;
        private final AtomicInteger left;
        private final CompletableFuture<Path> disk = new CompletableFuture<>();

        Crash(Path from, Path to, int behind) {
            this.from = from;
            this.to = to;
            left = new AtomicInteger(behind);
        }

        @Override
        public void at(String step, Phase phase) {
            if (step.startsWith("plugin-") && phase == Phase.COMMITTED && left.decrementAndGet() == 0) {
                disk.completeAsync(this::copy, Runnable::run);
                throw new IllegalStateException("crash behind " + step);
            }
        }

        private Path copy() {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path one : all.toList()) {
                    Files.copy(one, to.resolve(from.relativize(one)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return to;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void upgradeAndCrash(int behind) throws Exception {
        upgradeAndCrash(behind, PluginJar.tool("echo", "two"));
    }

    private void upgradeAndCrash(int behind, PluginJar two) throws Exception {
        Crash crash = new Crash(root, machine.resolve(String.valueOf(++crashes)), behind);
        try (Container container = new Container(root, crash)) {
            container.drop("echo.jar", two);
            root = crash.disk.get(1, TimeUnit.MINUTES);
        }
    }

    /** Commits of an upgrade: begin, verify, stage, install, judge, swap, probe, record, installed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void an_upgrade_that_a_crash_cut_short_is_finished_at_the_next_start(int commit) throws Exception {
        try (Container container = new Container(root)) {
            container.drop("echo.jar", PluginJar.tool("echo", "one"));
            container.changed();
        }
        upgradeAndCrash(commit);
        try (Container container = new Container(root)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("two hello");
            assertThat(container.generations()).hasSize(1);
        }
        try (Stream<Path> staged = Files.list(root.resolve("home/plugins"))) {
            assertThat(staged).as("the present one, and the one before").hasSize(2);
        }
    }

    @Test
    void a_jar_that_stops_the_gateway_twice_is_left_alone() throws Exception {
        upgradeAndCrash(6);
        upgradeAndCrash(6);
        try (Container container = new Container(root)) {
            assertThat(container.refused()).contains("the gateway stopped 2 times while it was being installed (the last time at the step 'swap')");
            container.delete("echo.jar");
            container.settled();
            container.drop("echo.jar", PluginJar.tool("echo", "two"));
            container.changed();
            assertThat(container.call("echo")).isEqualTo("two hello");
        }
    }

    /** One generation of a channel, which are exchanged one after the other, that keeps a diary. */
    private PluginJar channel(String answer) {
        return PluginJar.tool("echo", answer).header("Provide-Capability", "chela.channel;id=echo").component(Diarist.class).leaving("leave")
                .entry("diary", diary().toString().getBytes(StandardCharsets.UTF_8));
    }

    private Path diary() {
        return machine.resolve("diary.txt");
    }

    private void firstChannel() throws Exception {
        try (Container container = new Container(root)) {
            container.drop("echo.jar", channel("one"));
            container.changed();
        }
    }

    /** Commits of a channel's upgrade: begin, verify, stage, install, judge, quiesce, stop-old, swap, probe, record, installed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void an_upgrade_of_a_channel_that_a_crash_cut_short_is_finished_at_the_next_start(int commit) throws Exception {
        firstChannel();
        upgradeAndCrash(commit, channel("two"));
        try (Container container = new Container(root)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("two hello");
            assertThat(container.generations()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {QUIESCE, STOP_OLD})
    void a_generation_in_whose_stop_the_gateway_died_is_not_started_again_to_be_stopped_once_more(int commit) throws Exception {
        firstChannel();
        upgradeAndCrash(commit, channel("two"));
        upgradeAndCrash(commit, channel("two"));
        Files.delete(diary());
        try (Container container = new Container(root)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("two hello");
            assertThat(Files.readAllLines(diary())).containsExactly("two starts");
        }
    }

    @Test
    void a_generation_in_whose_stop_the_gateway_died_works_on_when_what_was_to_follow_is_no_good() throws Exception {
        firstChannel();
        PluginJar bad = PluginJar.tool("echo", "two").header("Provide-Capability", "chela.channel;id=echo").component(Bursting.class);
        upgradeAndCrash(STOP_OLD, bad);
        try (Container container = new Container(root)) {
            assertThat(container.refused()).contains("the boiler burst");
            container.settled();
            assertThat(container.call("echo")).isEqualTo("one hello");
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.works()).isTrue());
        }
    }

    @Test
    void a_generation_in_whose_stop_the_gateway_died_works_on_when_its_own_jar_is_back() throws Exception {
        firstChannel();
        upgradeAndCrash(STOP_OLD, channel("two"));
        Files.write(root.resolve("deploy/echo.jar"), channel("one").bytes());
        Files.delete(diary());
        for (int start = 0; start < 2; start++) {
            try (Container container = new Container(root)) {
                container.settled();
                container.plugins.refresh();
                assertThat(container.call("echo")).isEqualTo("one hello");
            }
        }
        assertThat(Files.readAllLines(diary())).containsExactly("one starts", "one leaves", "one starts", "one leaves");
    }
}
