package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.store.CommitListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {
    @TempDir Path root;

    /** Stops the gateway, as far as its disk knows, behind the n-th commit of this room. */
    private static final class Crash implements CommitListener {
        private final AtomicInteger left;
        private final CountDownLatch crashed = new CountDownLatch(1);
        private volatile Container container;

        Crash(int behind) {
            left = new AtomicInteger(behind);
        }

        @Override
        public void at(String step, Phase phase) {
            if (step.startsWith("plugin-") && phase == Phase.COMMITTED && left.decrementAndGet() == 0) {
                container.abandon();
                crashed.countDown();
                throw new IllegalStateException("crash behind " + step);
            }
        }
    }

    private void upgradeAndCrash(int behind) throws Exception {
        Crash crash = new Crash(behind);
        try (Container container = new Container(root, crash)) {
            crash.container = container;
            container.drop("echo.jar", PluginJar.tool("echo", "two"));
            crash.crashed.await();
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
            assertThat(staged).hasSize(1);
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
}
