package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.core.annex.AnnexSettings;
import dev.chela.core.annex.Lane;
import dev.chela.core.annex.internal.Samples;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Trust.Policy;
import dev.chela.core.sandbox.Bubblewrap;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that nobody vouches for: who is let in behind walls, and what those keep them from. */
@Timeout(120)
class StrangersTest {
    private static final AnnexSettings UNSAID = new AnnexSettings(null, null, null);
    private static final AnnexSettings ALL = new AnnexSettings(Lane.CHILD, null, null);
    private static final Bubblewrap NONE = new Bubblewrap(Map.of("PATH", "/nowhere"));

    @TempDir
    private Path keys;
    @TempDir
    private Path root;

    private static void walls() {
        assumeTrue(System.getenv("CI") != null || new Bubblewrap().trouble().isEmpty(), "bubblewrap works here");
    }

    private static String butler(Container container, String deed, Object with) {
        return container.call("butler", "{\"deed\":\"" + deed + "\",\"with\":\"" + with + "\"}", Duration.ofSeconds(30), line -> { });
    }

    private static boolean outside(Container container) {
        return container.plugins.list().stream().anyMatch(plugin -> plugin.elsewhere().equals("in a process of its own, in a sandbox"));
    }

    @Test
    void under_require_a_stranger_runs_behind_walls_who_is_trusted_in_the_house_and_who_was_changed_nowhere() throws Exception {
        walls();
        SigningKey author = new SigningKey(keys, "author");
        try (Container container = new Container(root, Policy.REQUIRE, UNSAID)) {
            Path jar = Files.write(keys.resolve("echo.jar"), PluginJar.tool("echo", "stranger").bytes());
            assertThat(container.plugins.verify(jar).problem()).isEmpty();
            assertThat(container.plugins.verify(jar).build().elsewhere()).isEqualTo("in a process of its own, in a sandbox");
            container.drop("echo.jar", PluginJar.tool("echo", "stranger"));
            container.changed();
            assertThat(container.call("echo")).isEqualTo("stranger hello");
            assertThat(outside(container)).isTrue();

            container.trust.add(author.certificate());
            container.drop("echo.jar", SignedJars.with(author.sign(PluginJar.tool("echo", "changed").bytes()), "more.txt", new byte[3]));
            assertThat(container.refused()).contains("its signature is broken");
            container.drop("echo.jar", author.sign(PluginJar.tool("echo", "friend").bytes()));
            container.changed();
            assertThat(container.call("echo")).isEqualTo("friend hello");
            container.settled();
            assertThat(outside(container)).isFalse();
            assertThat(container.generations()).hasSize(1);
        }
    }

    @Test
    void who_stood_in_the_house_under_another_policy_comes_back_behind_walls() throws Exception {
        walls();
        try (Container container = new Container(root, Policy.OFF, UNSAID)) {
            container.drop("echo.jar", PluginJar.tool("echo", "same"));
            container.changed();
            assertThat(outside(container)).isFalse();
        }
        try (Container container = new Container(root, Policy.REQUIRE, UNSAID)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("same hello");
            assertThat(outside(container)).isTrue();
        }
    }

    @Test
    void who_cannot_live_there_is_refused_for_both_reasons() throws Exception {
        walls();
        try (Container container = new Container(root, Policy.REQUIRE, UNSAID)) {
            container.drop("channel.jar", PluginJar.channel("1.0.0"));
            assertThat(((PluginRefused) container.heard()).reason()).contains("it is not signed, and plugins.trust.policy is 'require'",
                    "it cannot run in a process of its own", "it offers the channel line");
        }
    }

    @Test
    void without_bubblewrap_a_stranger_is_refused_under_require_and_says_why_and_else_runs_without_walls_and_says_so() throws Exception {
        try (Container container = new Container(root.resolve("require"), Policy.REQUIRE, ALL, NONE)) {
            container.drop("echo.jar", PluginJar.tool("echo", "x"));
            assertThat(container.refused()).contains("it is not signed", "there is none: bubblewrap (bwrap) is not installed");
        }
        try (Container container = new Container(root.resolve("warn"), Policy.WARN, ALL, NONE)) {
            container.drop("butler.jar", Samples.butler());
            container.changed();
            assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.elsewhere())
                    .isEqualTo("in a process of its own, without a sandbox: bubblewrap (bwrap) is not installed; install the package \"bubblewrap\""));
            assertThat(butler(container, "variables", "").lines()).as("none of the gateway's own").isSubsetOf("CHELA_CHILD", "HOME", "LANG", "LANGUAGE",
                    "LC_ALL", "LC_CTYPE", "PATH", "TERM", "TMPDIR", "TZ");
        }
    }

    @Test
    void whom_the_configuration_wants_in_the_house_is_not_let_in_as_a_stranger() throws Exception {
        try (Container container = new Container(root, Policy.REQUIRE, new AnnexSettings(null, Map.of("sample.echo", Lane.HOUSE), null))) {
            container.drop("echo.jar", PluginJar.tool("echo", "x"));
            assertThat(container.refused()).contains("it is not signed", "plugins.lane.entries wants it in the gateway");
        }
    }

    @Test
    void behind_walls_there_is_neither_the_houses_state_nor_a_network_nor_anybodys_home() throws Exception {
        walls();
        Path secret = Files.writeString(Files.createDirectories(root.resolve("home/credentials")).resolve("token"), "the house's secret");
        try (Container container = new Container(root, Policy.OFF, ALL); ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            container.drop("butler.jar", Samples.butler());
            container.changed();
            assertThat(butler(container, "read", secret)).startsWith("butler failed: ").doesNotContain("secret:");
            assertThat(butler(container, "write", root.resolve("home/state/planted"))).startsWith("butler failed: ");
            assertThat(butler(container, "write", "/usr/planted")).startsWith("butler failed: ");
            assertThat(butler(container, "connect", door.getLocalPort())).startsWith("butler failed: ").doesNotContain("connected");
            assertThat(root.resolve("home/state/planted")).doesNotExist();
        }
    }

    @Test
    void a_stranger_opens_no_wall_by_its_own_word_but_by_the_owners() throws Exception {
        walls();
        PluginJar nosy = PluginJar.tool("echo", "nosy").header("Chela-Grants", "network;hosts=\"*\",files;roots=\"/etc\"");
        try (Container container = new Container(root.resolve("unnamed"), Policy.REQUIRE, UNSAID)) {
            container.drop("echo.jar", nosy);
            assertThat(container.refused()).contains("wants the network, the files of /etc there", "set plugins.lane.entries.\"sample.echo\" to 'child'");
        }
        try (Container container = new Container(root.resolve("named"), Policy.REQUIRE, new AnnexSettings(null, Map.of("sample.echo", Lane.CHILD), null))) {
            container.drop("echo.jar", nosy);
            container.changed();
            assertThat(container.call("echo")).isEqualTo("nosy hello");
        }
    }

    @Test
    void a_link_leads_nobody_into_the_gateways_state() throws Exception {
        walls();
        Path link = Files.createSymbolicLink(root.resolve("link"), Files.createDirectories(root.resolve("home")));
        try (Container container = new Container(root, Policy.OFF, ALL)) {
            container.drop("echo.jar", PluginJar.tool("echo", "x").header("Chela-Grants", "files;roots=\"" + link + "\""));
            assertThat(container.refused()).contains("it wants the files of '" + link + "', where the gateway's state is");
        }
    }

    @Test
    void what_the_manifest_wants_and_can_be_had_is_there() throws Exception {
        walls();
        Path shared = Files.createDirectories(root.resolve("shared"));
        try (Container container = new Container(root, Policy.OFF, ALL); ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            container.drop("butler.jar", Samples.butler().header("Chela-Grants", "network;hosts=\"api.example.com\",files;roots=\"" + shared + "\""));
            container.changed();
            assertThat(butler(container, "write", shared.resolve("note"))).startsWith("wrote ");
            assertThat(shared.resolve("note")).hasContent("the butler was here");
            assertThat(butler(container, "connect", door.getLocalPort())).isEqualTo("connected to " + door.getLocalPort());
            butler(container, "write", root.resolve("home/planted"));
            assertThat(root.resolve("home/planted")).as("what it writes elsewhere is gone with it").doesNotExist();
        }
    }
}
