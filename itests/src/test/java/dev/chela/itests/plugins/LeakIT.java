package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chela.api.tool.Tool;
import dev.chela.itests.house.Children;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.SamplePlugin;
import dev.chela.itests.house.Until;
import dev.chela.itests.sample.Leaking;
import dev.chela.itests.sample.Porter;
import dev.chela.itests.sample.Prowler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every plugin of this repository is swapped again and again while it is used, and leaves nothing in the process: no class loader, thread,
 * socket or file handle, no classes and no processes. One of each kind twenty times; every one a hundred times in the profile {@code full}.
 */
class LeakIT extends OneHouse {
    private static final int SWAPS = Integer.getInteger("chela.swaps");
    /** One of each kind, and what leaked once; the others in the profile {@code full}. */
    private static final List<String> FEW = List.of("bundles/tool-files", "bundles/model-ollama", "bundles/channel-telegram", "examples/hook-guard",
            "examples/skill-moon", "bundles/hook-folders");
    private static final boolean ALL = SWAPS >= 100;
    /** What is made once and kept, by the JVM and by pools, is made in these; of class loaders there are as many as with the first one. */
    private static final int FIRST = 4;
    /** A pool lets a thread go that had nothing to do for a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final SamplePlugin PORTER = new SamplePlugin(Porter.class, Tool.class, "chela.tool;name=carry",
            "dev.chela.api.tool,org.osgi.framework,org.osgi.framework.startlevel,org.osgi.framework.wiring");
    private static final SamplePlugin LEAKING = new SamplePlugin(Leaking.class, Tool.class, "chela.tool;name=leak", "dev.chela.api.tool");
    /** Runs in a process of its own here. */
    private static final SamplePlugin PROWLER = new SamplePlugin(Prowler.class, Tool.class, "chela.tool;name=prowl", "dev.chela.api.tool");

    private final List<String> table = new ArrayList<>();
    private PluginsInUse house;
    private int version;

    @Override
    protected String settings() {
        house = new PluginsInUse(model);
        return house.settings(super.settings()).replace("tools: {", "plugins: { lane: { entries: { \"sample.Prowler\": \"child\" } } },\n  tools: {");
    }

    @BeforeAll
    void furnish() throws IOException {
        house.furnish(gateway);
    }

    @BeforeEach
    void enter() {
        house.enter(wire, session);
    }

    static Stream<PluginsInUse.Plugin> tried() {
        return PluginsInUse.plugins().filter(plugin -> ALL || FEW.contains(plugin.folder()));
    }

    static Stream<PluginsInUse.Plugin> triedResidents() {
        return PluginsInUse.residents().filter(plugin -> ALL || FEW.contains(plugin.folder()));
    }

    @AfterAll
    void hangUp() throws IOException {
        house.close();
        Files.write(Path.of(System.getProperty("chela.scratch")).resolveSibling("leaks.txt"), table);
    }

    @Test
    void every_plugin_of_this_repository_is_among_them() throws IOException {
        try (Stream<Path> bundles = Files.list(root().resolve("bundles")); Stream<Path> examples = Files.list(root().resolve("examples"))) {
            Stream<Path> plugins = Stream.concat(
                    bundles.filter(folder -> folder.getFileName().toString().matches("(channel|model|tool)-.*|skills-loader|hook-folders")),
                    examples.filter(folder -> Files.exists(folder.resolve("pom.xml"))));
            assertThat(Stream.concat(PluginsInUse.plugins(), PluginsInUse.residents()).map(PluginsInUse.Plugin::folder).toList())
                    .containsExactlyInAnyOrderElementsOf(plugins.map(folder -> root().relativize(folder).toString()).toList());
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("chela.root")).normalize();
    }

    @ParameterizedTest
    @MethodSource("tried")
    void nothing_of_a_plugin_s_earlier_generations_is_left(PluginsInUse.Plugin plugin) throws Exception {
        Assumptions.assumeTrue(PluginsInUse.IRC || !plugin.folder().endsWith("irc"), "DISABLED: no ngircd is installed");
        Repacked jar = Repacked.of(plugin.folder());
        String id = jar.id();
        swapAndCompare(plugin.folder(), SWAPS, () -> {
            drop(id, jar::version);
            plugin.use().by(house);
        }, PATIENCE);
        withdraw(id);
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    @ParameterizedTest
    @MethodSource("triedResidents")
    void nothing_is_left_of_what_stands_on_the_core(PluginsInUse.Plugin plugin) throws Exception {
        drop("sample.Porter", PORTER::jar);
        String id = Repacked.of(plugin.folder()).id();
        swapAndCompare(plugin.folder(), SWAPS, () -> {
            assertThat(house.said("tool carry {\"bundle\":\"" + id + "\"}")).isEqualTo("carried " + id);
            plugin.use().by(house);
        }, PATIENCE);
        withdraw("sample.Porter");
    }

    @Test
    void nothing_is_left_of_one_that_runs_in_a_process_of_its_own() throws Exception {
        String order = "tool prowl {\"file\":\"" + gateway.home().resolve("chela.json5") + "\",\"port\":" + gateway.url().getPort() + "}";
        Round round = () -> {
            drop("sample.Prowler", PROWLER::jar);
            assertThat(house.said(order)).isEqualTo("no such file; no such port; token unknown");
        };
        round.run(); // Also the shell that watches over children is started with the first of them, and stays.
        withdraw("sample.Prowler");
        List<ProcessHandle> others = Children.of(gateway).toList();
        swapAndCompare("sample.Prowler, in a child", SWAPS, round, PATIENCE);
        assertThat(Children.of(gateway).filter(process -> !others.contains(process))).as("while it runs").isNotEmpty();
        withdraw("sample.Prowler");
        Until.holds("no process is left of it, and no directory", () -> others.containsAll(Children.of(gateway).toList()) && rooms().length == 0);
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    @Test
    void a_plugin_that_leaks_is_found_out_by_each_of_what_it_leaves() throws Exception {
        AssertionError told = assertThrows(AssertionError.class, () ->
                swapAndCompare("leaking", Vitals.BREATH + 2, () -> drop("sample.Leaking", LEAKING::jar), Duration.ofSeconds(1)));
        assertThat(told).hasMessageContaining(" more class loaders").hasMessageContaining(" more threads").hasMessageContaining(" more sockets")
                .hasMessageContaining(" more file handles");
        withdraw("sample.Leaking");
    }

    @FunctionalInterface
    private interface Round {
        void run() throws Exception;
    }

    private void swapAndCompare(String name, int swaps, Round round, Duration patience) throws Exception {
        round.run();
        Vitals alone = settled();
        for (int first = 1; first < FIRST; first++) {
            round.run();
        }
        Vitals before = settled().countedBy(alone);
        long begun = System.nanoTime();
        for (int swap = 0; swap < swaps; swap++) {
            round.run();
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Vitals[] after = new Vitals[1];
        Until.holds(patience, () -> name + " after " + swaps + " swaps: " + after[0].beyond(before) + "; threads now " + Vitals.threadNames(gateway), () -> {
            after[0] = Vitals.of(gateway);
            return after[0].beyond(before).isEmpty();
        });
        table.add("| " + name + " | " + swaps + " | " + before + " | " + after[0] + " | " + millis / swaps + " ms |");
    }

    /** What the last swap leaves goes a moment after it: no two looks differ any more. */
    private Vitals settled() {
        Vitals[] last = {Vitals.of(gateway), null};
        Until.holds("the gateway is at rest", () -> {
            last[1] = last[0];
            last[0] = Vitals.of(gateway);
            return last[0].countsAs(last[1]);
        });
        return last[0];
    }

    /** Each process of a plugin has a directory of its own. */
    private String[] rooms() {
        return Objects.requireNonNull(gateway.home().resolve("run/annex").toFile().list());
    }

    private void drop(String id, Function<String, byte[]> jar) throws IOException {
        String now = "9.0." + ++version;
        gateway.drop(id + ".jar", jar.apply(now));
        Until.holds(id + " " + now + " is installed", () -> listed().contains("\"version\":\"" + now + "\""));
        wire.drain();
    }

    private void withdraw(String id) throws IOException {
        Files.delete(gateway.home().resolve("deploy").resolve(id + ".jar"));
        Until.holds(id + " is gone", () -> !listed().contains("\"version\":\"9.0." + version + "\""));
    }

    private String listed() {
        return wire.call("plugins.list", "{}").toString();
    }
}
