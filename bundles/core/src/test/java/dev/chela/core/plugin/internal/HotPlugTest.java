package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.PluginChanged;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotPlugTest {
    @TempDir Path root;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(root);
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    @Test
    void a_dropped_jar_is_offered_an_overwritten_one_upgraded_a_deleted_one_withdrawn() throws Exception {
        container.drop("echo.jar", PluginJar.tool("echo", "one"));
        PluginChanged installed = container.changed();
        assertThat(installed.before()).isEmpty();
        assertThat(container.call("echo")).isEqualTo("one hello");
        assertThat(container.plugins.list()).singleElement().satisfies(plugin -> {
            assertThat(plugin.file()).isEqualTo("echo.jar");
            assertThat(plugin.problem()).isEmpty();
            assertThat(plugin.provides()).containsExactly("tool echo");
            assertThat(plugin.generation().id()).isEqualTo("sample.echo");
        });

        container.drop("echo.jar", PluginJar.tool("echo", "two").header("Bundle-Version", "1.1.0"));
        PluginChanged upgraded = container.changed();
        assertThat(upgraded.before()).isEqualTo(installed.after());
        assertThat(container.call("echo")).isEqualTo("two hello");

        Files.delete(container.deploy.resolve("echo.jar"));
        assertThat(container.changed().after()).isEmpty();
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
        assertThat(container.plugins.list()).isEmpty();
    }
}
