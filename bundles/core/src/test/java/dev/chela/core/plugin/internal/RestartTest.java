package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.Plugins.Installed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The framework's cache is wiped at each of these starts. */
class RestartTest {
    @TempDir Path root;

    private void first() throws Exception {
        try (Container container = new Container(root)) {
            container.drop("echo.jar", PluginJar.tool("echo", "one"));
            container.changed();
        }
    }

    @Test
    void what_was_installed_comes_back() throws Exception {
        first();
        try (Container container = new Container(root)) {
            container.settled();
            assertThat(container.call("echo")).isEqualTo("one hello");
            assertThat(container.plugins.list()).singleElement().extracting(Installed::problem).isEqualTo("");
        }
    }

    @Test
    void a_jar_that_changed_meanwhile_is_an_upgrade_and_one_that_went_is_withdrawn() throws Exception {
        first();
        Files.write(root.resolve("deploy/echo.jar"), PluginJar.tool("echo", "two").bytes());
        try (Container container = new Container(root)) {
            assertThat(container.changed().before()).isPresent();
            assertThat(container.call("echo")).isEqualTo("two hello");
        }
        Files.delete(root.resolve("deploy/echo.jar"));
        try (Container container = new Container(root)) {
            container.settled();
            assertThat(container.plugins.list()).isEmpty();
            assertThat(container.plugins.history("sample.echo")).as("for a way back").hasSize(2);
            assertThat(root.resolve("home/plugins").toFile().list((folder, name) -> name.endsWith(".jar"))).as("copies of them").hasSize(2);
        }
    }

    @Test
    void a_jar_that_broke_meanwhile_leaves_the_old_generation_in_force_start_after_start() throws Exception {
        first();
        Files.write(root.resolve("deploy/echo.jar"), PluginJar.tool("echo", "two").importing("no.such").bytes());
        for (int start = 0; start < 2; start++) {
            try (Container container = new Container(root)) {
                assertThat(container.refused()).contains("no.such");
                assertThat(container.call("echo")).isEqualTo("one hello");
            }
        }
    }

    @Test
    void a_lost_copy_is_made_again() throws Exception {
        first();
        try (var copies = Files.list(root.resolve("home/plugins"))) {
            for (Path copy : copies.toList()) {
                Files.delete(copy);
            }
        }
        try (Container container = new Container(root)) {
            container.changed();
            assertThat(container.call("echo")).isEqualTo("one hello");
        }
    }
}
