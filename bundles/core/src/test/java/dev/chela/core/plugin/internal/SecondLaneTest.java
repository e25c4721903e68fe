package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Effect;
import dev.chela.core.annex.AnnexSettings;
import dev.chela.core.annex.Lane;
import dev.chela.core.annex.internal.Samples;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.Trust.Policy;
import dev.chela.core.tool.ToolSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in processes of their own: real ones, in the real plan of an exchange. */
@Timeout(120)
class SecondLaneTest {
    private static final AnnexSettings ALL = new AnnexSettings(Lane.CHILD, null, null);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    private static String butler(Container container, String deed, String with) {
        return butler(container, deed, with, LONG);
    }

    private static String butler(Container container, String deed, String with, Duration deadline) {
        return container.call("butler", "{\"deed\":\"" + deed + "\",\"with\":\"" + with + "\"}", deadline, line -> { });
    }

    private static List<Long> pids(Container container) {
        return container.generations().stream().flatMap(bundle -> container.annex.fare(bundle).stream()).map(fare -> fare.pid()).toList();
    }

    private static long pid(Container container) {
        return pids(container).get(0);
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void its_tools_are_like_any_other_and_its_exchange_has_no_gap() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("echo.jar", PluginJar.tool("echo", "first"));
            container.changed();
            ToolSpec spec = container.tools.find("echo").orElseThrow();
            assertThat(spec.effect()).isEqualTo(Effect.READS);
            assertThat(spec.schema().at("/required/0").asText()).isEqualTo("text");
            assertThat(spec.guest().plugin()).isEqualTo("sample.echo");
            List<String> progress = new ArrayList<>();
            assertThat(container.call("echo", progress::add)).isEqualTo("first hello");
            assertThat(progress).containsExactly("inside");
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> {
                assertThat(plugin.elsewhere()).contains("in a process of its own");
                assertThat(plugin.works()).isTrue();
                assertThat(plugin.provides()).containsExactly("tool echo");
            });

            long first = pid(container);
            container.drop("echo.jar", PluginJar.tool("echo", "second"));
            container.changed();
            assertThat(container.call("echo")).isEqualTo("second hello");
            container.settled();
            assertThat(alive(first)).as("the old process").isFalse();
            long second = pid(container);
            container.delete("echo.jar");
            container.changed();
            assertThat(container.tools.find("echo")).isEmpty();
            assertThat(alive(second)).as("the process of what was withdrawn").isFalse();
        }
    }

    @Test
    void what_does_not_start_is_refused_with_the_childs_words_and_the_old_one_goes_on() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("echo.jar", PluginJar.tool("echo", "good"));
            container.changed();
            container.drop("echo.jar", PluginJar.tool("echo", "bad").component(dev.chela.core.plugin.sample.Wanting.class).wanting(Runnable.class));
            assertThat(container.refused()).contains("waits for a service java.lang.Runnable, which the second lane does not have");
            assertThat(container.call("echo")).isEqualTo("good hello");
            assertThat(container.generations()).hasSize(1);
        }
    }

    @Test
    void faults_are_told_apart_and_counted_as_in_the_gateway() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("butler.jar", Samples.butler());
            container.changed();
            assertThat(butler(container, "refuse", "no cake")).isEqualTo("the butler regrets: no cake");
            assertThat(container.plugins.list().get(0).faults()).isZero();
            assertThat(butler(container, "break", "a cup")).isEqualTo("butler failed: the butler dropped a cup");
            assertThat(container.plugins.list().get(0).faults()).isEqualTo(1);
            assertThat(container.guests.mishaps("sample.butler")).first().satisfies(mishap -> {
                assertThat(mishap.fault()).isEqualTo("java.lang.IllegalStateException: the butler dropped a cup");
                assertThat(mishap.stack().get(0)).contains("Butler.run(Butler.java:");
            });
            assertThat(butler(container, "dance", "")).startsWith("argument 'deed' must be one of");
            assertThat(container.call("butler", "{\"deed\":\"call\"}", LONG, line -> { })).isEqualTo("1 of main in agent:main:main");
        }
    }

    @Test
    void a_process_that_dies_or_speaks_nonsense_is_started_again_and_the_next_call_works() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("butler.jar", Samples.butler());
            container.changed();
            container.drop("echo.jar", PluginJar.tool("echo", "same"));
            container.changed();
            List<Long> first = pids(container);
            first.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
            assertThat(container.call("echo")).as("what may be called twice is").isEqualTo("same hello");
            assertThat(butler(container, "say", "again")).isEqualTo("again");
            assertThat(pids(container)).doesNotContainAnyElementsOf(first);
            assertThat(butler(container, "exit", "7")).isEqualTo("butler failed: its process ended with exit code 7");
            assertThat(butler(container, "say", "third")).isEqualTo("third");
            assertThat(butler(container, "scribble", "")).contains("does not speak the protocol: it wrote 'this is no JSON'");
            assertThat(container.guests.mishaps("sample.butler")).extracting(mishap -> mishap.fault())
                    .anyMatch(fault -> fault.contains("this is no JSON")).anyMatch(fault -> fault.contains("exit code 7"));
        }
    }

    @Test
    void a_call_that_takes_too_long_is_cancelled_and_one_that_does_not_heed_that_costs_its_process() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("butler.jar", Samples.butler());
            container.changed();
            long first = pid(container);
            assertThat(butler(container, "wait", "", Duration.ofSeconds(1))).contains("did not finish within 1 s");
            assertThat(butler(container, "hang", "", Duration.ofSeconds(1))).contains("did not finish within 1 s");
            ProcessHandle.of(first).ifPresent(process -> process.onExit().join());
            assertThat(butler(container, "say", "next")).isEqualTo("next");
        }
    }

    @Test
    void one_that_fails_again_and_again_is_not_called_for_a_while() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("butler.jar", Samples.butler());
            container.changed();
            for (int i = 0; i < 10; i++) {
                butler(container, "break", "a cup");
            }
            assertThat(butler(container, "say", "hello")).contains("failed 10 times in a row", "is not called until");
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.problem()).contains("it failed again and again"));
        }
    }

    @Test
    void what_is_exchanged_again_and_again_leaves_no_process() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            List<Long> pids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                container.drop("echo.jar", PluginJar.tool("echo", "build " + i));
                container.changed();
                assertThat(container.call("echo")).isEqualTo("build " + i + " hello");
                container.settled();
                pids.add(pid(container));
            }
            assertThat(pids).doesNotHaveDuplicates().filteredOn(SecondLaneTest::alive).containsExactly(pids.get(4));
            assertThat(root.resolve("home/state/children")).isDirectoryNotContaining(file -> pids.subList(0, 4).stream()
                    .anyMatch(pid -> recorded(file).contains("\"pid\":" + pid + ",")));
        }
    }

    private static String recorded(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void it_comes_back_with_the_gateway_and_goes_with_it() throws Exception {
        long last;
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("echo.jar", PluginJar.tool("echo", "kept"));
            container.changed();
            last = pid(container);
        }
        assertThat(alive(last)).isFalse();
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("kept hello");
            assertThat(container.plugins.list()).extracting(Installed::elsewhere).first().asString().isNotEmpty();
        }
    }

    @Test
    void what_a_child_cannot_have_is_named_when_it_is_refused() throws Exception {
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            assertThat(refusal(container, PluginJar.channel("1.0.0"))).contains("it cannot run in a process of its own", "it offers the channel line",
                    "it offers the service dev.chela.api.channel.ChannelType", "plugins.lane.entries");
            assertThat(refusal(container, PluginJar.tool("echo", "x").header("Require-Capability", "chela.grant;filter:=\"(power=files)\"")))
                    .contains("it requires the power 'files'");
            assertThat(refusal(container, PluginJar.tool("echo", "x").header("Chela-Grants", "files;roots=\"workspace\",secrets;names=\"t\"")))
                    .contains("it wants the files of 'workspace'", "it wants 'secrets' of the gateway");
            assertThat(refusal(container, PluginJar.tool("echo", "x").header("Chela-Grants", "files;roots=\"/\"")))
                    .contains("it wants the files of '/', where the gateway's state is");
            assertThat(refusal(container, PluginJar.tool("echo", "x").entry("skills/moon/SKILL.md", new byte[1]))).contains("it offers the skill moon");
        }
    }

    private static String refusal(Container container, PluginJar jar) throws Exception {
        container.drop("jar.jar", jar);
        String reason = ((PluginRefused) container.heard()).reason();
        assertThat(container.generations()).isEmpty();
        return reason;
    }

    @Test
    void the_configuration_says_by_name_who_runs_where() throws Exception {
        AnnexSettings one = new AnnexSettings(null, Map.of("sample.echo", Lane.CHILD), 32);
        try (Container container = new Container(root, Policy.OFF, one)) {
            container.drop("echo.jar", PluginJar.tool("echo", "out"));
            container.changed();
            container.drop("other.jar", PluginJar.tool("other", "in"));
            container.changed();
            assertThat(container.plugins.list()).extracting(plugin -> plugin.elsewhere().isEmpty()).containsExactly(false, true);
            assertThat(container.call("echo")).isEqualTo("out hello");
            assertThat(Files.readString(Path.of("/proc/" + pid(container) + "/cmdline"))).contains("-Xmx32m");
        }
    }
}
