package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hooks hear of the house that they are in: they are plugins, in a real framework. */
class HouseNewsTest {
    @TempDir Path root;

    private void installed(String at) throws Exception {
        try (Container container = new Container(root)) {
            container.drop(at + ".jar", PluginJar.ear(at, "1.0.0"));
            container.changed();
        }
    }

    @Test
    void one_that_was_there_before_hears_the_start_and_the_stop() throws Exception {
        installed("gateway");
        try (Container container = new Container(root)) {
            assertThat(container.told()).isEqualTo("STARTED");
            container.stops();
            assertThat(container.told()).isEqualTo("STOPPING");
            assertThat(container.told).isEmpty();
        }
    }

    @Test
    void one_that_comes_late_hears_the_stop_and_of_no_start_that_it_was_not_there_for() throws Exception {
        try (Container container = new Container(root)) {
            container.drop("gateway.jar", PluginJar.ear("gateway", "1.0.0"));
            container.changed();
            container.stops();
            assertThat(container.told()).isEqualTo("STOPPING");
            assertThat(container.told).isEmpty();
        }
    }

    @Test
    void one_hears_which_plugins_come_change_and_go_from_its_own_coming_on() throws Exception {
        try (Container container = new Container(root)) {
            container.drop("before.jar", PluginJar.tool("before", "one"));
            container.changed();
            container.drop("plugins.jar", PluginJar.ear("plugins", "1.0.0"));
            assertThat(container.told()).isEqualTo("sample.plugins ->1.0.0");
            container.drop("echo.jar", PluginJar.tool("echo", "one"));
            assertThat(container.told()).isEqualTo("sample.echo ->1.0.0");
            container.drop("echo.jar", PluginJar.tool("echo", "two").header("Bundle-Version", "1.1.0"));
            assertThat(container.told()).isEqualTo("sample.echo 1.0.0->1.1.0");
            container.delete("echo.jar");
            assertThat(container.told()).isEqualTo("sample.echo 1.1.0->");
        }
    }

    @Test
    void of_its_own_upgrade_the_new_generation_hears_once_and_what_was_installed_before_a_restart_is_no_news() throws Exception {
        installed("plugins");
        try (Container container = new Container(root)) {
            container.drop("plugins.jar", PluginJar.ear("plugins", "1.1.0"));
            assertThat(container.told()).isEqualTo("sample.plugins 1.0.0->1.1.0");
            container.drop("echo.jar", PluginJar.tool("echo", "one"));
            assertThat(container.told()).isEqualTo("sample.echo ->1.0.0");
            assertThat(container.told).isEmpty();
        }
    }

    @Test
    void start_and_stop_are_facts_that_other_systems_can_be_told_of_and_so_is_what_a_plugin_was_before() throws Exception {
        try (Container container = new Container(root)) {
            container.drop("echo.jar", PluginJar.tool("echo", "one"));
            container.changed();
            container.stops();
            assertThat(container.facts).containsExactly("gateway.started", "plugin.installed", "gateway.stopping");
        }
    }
}
