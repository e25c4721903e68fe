package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.Outlook.Api;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Ties;
import dev.chela.core.plugin.Ties.Tie;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What would be done is told, and is what is done then; meanwhile all stays as it is. */
class ForesightTest {
    @TempDir Path root;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(root);
        container.drop("echo.jar", PluginJar.tool("echo", "one"));
        container.changed();
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    private Path jar(PluginJar jar) throws IOException {
        return Files.write(root.resolve("other.jar"), jar.bytes());
    }

    private static PluginJar two() {
        return PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0");
    }

    private void assertUntouched() throws IOException {
        assertThat(container.call("echo")).isEqualTo("one hello");
        assertThat(container.generations()).hasSize(1);
        assertThat(container.quiet()).as("no plugin came, went or was refused").isTrue();
        assertThat(container.deploy.toFile().list((folder, name) -> name.endsWith(".jar"))).containsExactly("echo.jar");
        assertThat(root.resolve("home/plugins").toFile().list((folder, name) -> name.endsWith(".jar") || name.startsWith("other")))
                .as("what is kept, and the copy that was looked at").hasSize(1);
    }

    @Test
    void what_it_wants_to_reach_is_told_beforehand_and_afterwards_and_what_cannot_be_read_is_refused() throws Exception {
        Path jar = Files.write(root.resolve("wanting.jar"), PluginJar.tool("wanting", "").header("Chela-Grants", "exec,network;hosts=\"a.example\"").bytes());
        assertThat(container.plugins.verify(jar).build().wants()).containsExactly("network (a.example)", "exec");
        container.plugins.install(jar, Mode.NEW);
        assertThat(container.plugins.ties("sample.wanting").wants()).containsExactly("network (a.example)", "exec");
        Files.write(jar, PluginJar.tool("wanting", "").header("Chela-Grants", "teleport").bytes());
        assertThat(container.plugins.verify(jar).problem()).contains("its Chela-Grants wants 'teleport'");
        assertThat(container.plugins.verify(Files.write(jar, PluginJar.tool("wanting", "").bytes())).build().wants()).isEmpty();
    }

    @Test
    void what_an_upgrade_would_do_is_told_and_nothing_of_it_is_done() throws Exception {
        Outlook outlook = container.plugins.plan(jar(two()), Mode.UPDATE);
        assertThat(outlook.problem()).isEmpty();
        assertThat(outlook.file()).isEqualTo("echo.jar");
        assertThat(outlook.before().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(outlook.after().orElseThrow().version()).isEqualTo("2.0.0");
        assertThat(outlook.build().provides()).containsExactly("tool echo");
        assertThat(outlook.build().api()).containsExactly(new Api("dev.chela.api.tool", "any", "0.0.0"));
        assertThat(outlook.swap().steps()).containsExactly("verify", "stage", "install", "judge", "swap", "probe", "record", "release");
        assertThat(outlook.swap().refreshed()).containsExactly(new Tie("sample.echo 1.0.0", "it is the one that goes"));
        assertThat(outlook.swap().pauses()).isEmpty();
        assertUntouched();
    }

    @Test
    void of_a_channel_it_is_told_that_it_pauses_and_where() throws Exception {
        Outlook outlook = container.plugins.plan(jar(two().header("Provide-Capability", "chela.channel;id=echo")), Mode.UPDATE);
        assertThat(outlook.swap().steps()).containsExactly("verify", "stage", "install", "judge", "quiesce", "stop-old", "swap", "probe", "record", "release");
        assertThat(outlook.swap().pauses()).as("what goes before the other comes").containsExactly("tool echo");
        assertUntouched();
    }

    @Test
    void a_new_plugin_replaces_nobody_and_what_is_there_already_needs_no_steps() throws Exception {
        Outlook fresh = container.plugins.plan(jar(PluginJar.tool("dice", "x")), Mode.NEW);
        assertThat(fresh.file()).isEqualTo("other.jar");
        assertThat(fresh.before()).isEmpty();
        assertThat(fresh.swap().steps()).containsExactly("verify", "stage", "install", "judge", "swap", "probe", "record");
        Outlook same = container.plugins.plan(jar(PluginJar.tool("echo", "one")), Mode.NEW);
        assertThat(same.before()).isEqualTo(same.after());
        assertThat(same.swap().steps()).isEmpty();
        assertUntouched();
    }

    @Test
    void calls_that_run_are_counted() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> container.call("echo", line -> {
            inside.countDown();
            awaited(leave);
        }));
        inside.await();
        assertThat(container.plugins.verify(jar(two())).swap().running()).isEqualTo(1);
        leave.countDown();
        assertThat(running.get()).isEqualTo("one hello");
        assertThat(container.guests.drain(container.plugins.list().get(0).bundle(), Duration.ofMinutes(1))).isTrue();
        assertThat(container.plugins.verify(jar(two())).swap().running()).isZero();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_would_be_refused_is_refused_in_the_same_words() throws Exception {
        assertThatThrownBy(() -> container.plugins.plan(jar(two()), Mode.NEW)).isInstanceOf(Permanent.class).hasMessageContaining("is installed already");
        assertThatThrownBy(() -> container.plugins.plan(jar(PluginJar.tool("dice", "x")), Mode.UPDATE)).hasMessageContaining("no plugin sample.dice to update");
        assertThatThrownBy(() -> container.plugins.plan(jar(two().importing("no.such")), Mode.UPDATE))
                .hasMessageContaining("other.jar would be refused: it imports the package no.such, which nothing here exports");
        Path missing = root.resolve("missing.jar");
        assertThatThrownBy(() -> container.plugins.verify(missing)).hasMessageContaining("is not a jar that can be installed");
        assertUntouched();
    }

    static Stream<Arguments> broken() {
        byte[] future = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
        return Stream.of(
                Arguments.of(two().header("Bundle-SymbolicName", ""), "its manifest has no Bundle-SymbolicName"),
                Arguments.of(two().header("Fragment-Host", "system.bundle"), "it is a fragment of system.bundle"),
                Arguments.of(two().header("Import-Package", "a.b,a.b"), "the framework cannot install it"),
                Arguments.of(two().header("Export-Package", "dev.chela.core.plugin.sample"), "it exports the package dev.chela.core.plugin.sample"),
                Arguments.of(two().entry("a/Future.class", future), "its a/Future.class was compiled for Java 55"),
                Arguments.of(two().importing("dev.chela.core.tool"), "it imports the package dev.chela.core.tool, which is the gateway's inside"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void of_a_broken_jar_it_is_told_what_is_wrong(PluginJar jar, String problem) throws Exception {
        assertThat(container.plugins.verify(jar(jar)).problem()).contains(problem);
        assertThat(container.plugins.verify(jar(jar)).swap().steps()).isEmpty();
        assertUntouched();
    }

    @Test
    void what_is_no_jar_is_told_to_be_none() throws Exception {
        Path poem = Files.write(root.resolve("poem.jar"), "I am a poem".getBytes(StandardCharsets.UTF_8));
        assertThat(container.plugins.verify(poem).problem()).contains("it is not a jar");
        assertThat(container.plugins.verify(poem).after()).isEmpty();
    }

    @Test
    void it_is_told_which_of_the_two_is_too_old() throws Exception {
        Outlook tooNew = container.plugins.verify(jar(two().importing("dev.chela.api.net;version=\"[3.1,4)\"")));
        assertThat(tooNew.problem()).isEqualTo("it imports the package dev.chela.api.net (version 3.1.0 or a later one that is compatible), and this gateway"
                + " has 3.0.0 of it, which is too old for it: upgrade the gateway, or build it against the dev.chela.api of this one");
        assertThat(tooNew.build().api()).contains(new Api("dev.chela.api.net", "[3.1.0,4.0.0)", "3.0.0"));
        Outlook tooOld = container.plugins.verify(jar(two().importing("dev.chela.api.net;version=\"[2.4,3)\"")));
        assertThat(tooOld.problem()).endsWith(" and this gateway has 3.0.0 of it, for which it is too old: build it against the dev.chela.api of this gateway");
        Outlook unknown = container.plugins.verify(jar(two().importing("dev.chela.api.tomorrow")));
        assertThat(unknown.problem()).contains("and this gateway has no such package: upgrade the gateway");
        assertThat(unknown.build().api()).contains(new Api("dev.chela.api.tomorrow", "any", ""));
        assertThat(container.plugins.verify(jar(two().importing("dev.chela.api.net;version=\"[3,4)\""))).problem()).isEmpty();
    }

    private void loud() throws Exception {
        container.drop("echo.jar", two().header("Provide-Capability", "chela.tool;name=echo,ducks;loud=true"));
        container.changed();
    }

    private static PluginJar listener() {
        return PluginJar.tool("listener", "x").header("Require-Capability", "ducks;filter:=\"(loud=true)\"");
    }

    @Test
    void a_plugin_that_is_wired_to_another_one_is_refused_since_the_other_could_not_be_exchanged() throws Exception {
        loud();
        assertThat(container.plugins.verify(jar(listener())).problem()).contains("it requires the capability ducks of the plugin sample.echo");
        container.drop("listener.jar", listener());
        assertThat(container.refused()).contains("it requires the capability ducks of the plugin sample.echo, and would be stopped whenever that is exchanged");
    }

    @Test
    void a_plugin_that_a_bundle_is_wired_to_that_somebody_installed_by_hand_is_not_exchanged_under_it() throws Exception {
        loud();
        container.context.installBundle("by hand", new ByteArrayInputStream(listener().bytes())).start();
        assertThat(container.plugins.ties("sample.echo").refreshed()).containsExactly(new Tie("sample.echo 2.0.0", "it is the one that goes"),
                new Tie("sample.listener 1.0.0", "it uses the capability ducks of sample.echo 2.0.0"));
        String why = "with the generation that it is to replace sample.listener 1.0.0 would go";
        assertThat(container.plugins.verify(jar(PluginJar.tool("echo", "three"))).problem()).contains(why);
        container.drop("echo.jar", PluginJar.tool("echo", "three"));
        assertThat(container.refused()).contains(why);
        assertThat(container.call("echo")).isEqualTo("two hello");
    }

    @Test
    void what_a_plugin_takes_from_others_and_others_from_it_is_told() throws Exception {
        Ties echo = container.plugins.ties("sample.echo");
        assertThat(echo.version()).isEqualTo("1.0.0");
        assertThat(echo.problem()).isEmpty();
        assertThat(echo.wires()).extracting(Tie::what).contains("package dev.chela.api.tool 0.0.0");
        assertThat(echo.wires()).extracting(Tie::with).allMatch(with -> with.startsWith("org.apache.felix.framework "));
        assertThat(echo.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.what()).isEqualTo("dev.chela.api.tool.Tool");
            assertThat(offer.with()).as("the whiteboard of this test").startsWith("org.apache.felix.framework ");
        });
        assertThat(echo.uses()).extracting(Tie::what).doesNotContain("java.util.Queue");

        container.drop("ear.jar", PluginJar.ear("gateway", "1.0.0"));
        container.changed();
        assertThat(container.plugins.ties("sample.gateway").uses()).extracting(Tie::what).contains("java.util.Queue");
        assertThatThrownBy(() -> container.plugins.ties("nobody")).isInstanceOf(Permanent.class).hasMessageContaining("there is no plugin 'nobody' in use");
    }
}
