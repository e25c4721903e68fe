package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Plugins.Past;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people order of the plugin room, and what it refuses. */
class ErrandsTest {
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

    private Path jar(String file, PluginJar jar) throws IOException {
        return Files.write(root.resolve(file), jar.bytes());
    }

    @Test
    void a_jar_is_installed_updated_put_aside_taken_up_again_and_deleted() throws Exception {
        Installed one = container.plugins.install(jar("echo-1.jar", PluginJar.tool("echo", "one")), Mode.NEW);
        assertThat(one.generation().id()).isEqualTo("sample.echo");
        assertThat(container.call("echo")).isEqualTo("one hello");

        Path newer = jar("echo-2.jar", PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0"));
        assertThat(container.plugins.install(newer, Mode.UPDATE).generation().version()).isEqualTo("2.0.0");
        assertThat(container.plugins.list()).extracting(Installed::file).containsExactly("echo-1.jar");
        assertThat(container.call("echo")).isEqualTo("two hello");
        assertThat(container.plugins.install(newer, Mode.NEW).generation().version()).as("the same again").isEqualTo("2.0.0");

        container.plugins.disable("sample.echo");
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
        assertThat(container.plugins.disabled()).singleElement()
                .satisfies(disabled -> assertThat(disabled.generation().version()).isEqualTo("2.0.0"));
        assertThat(container.plugins.enable("sample.echo").works()).isTrue();
        assertThat(container.call("echo")).isEqualTo("two hello");

        assertThat(container.plugins.uninstall("sample.echo")).isEqualTo("echo-1.jar");
        assertThat(container.plugins.list()).isEmpty();
        assertThat(container.deploy).isEmptyDirectory();
    }

    @Test
    void what_cannot_be_is_refused_by_name_and_changes_nothing() throws Exception {
        Path jar = jar("echo.jar", PluginJar.tool("echo", "one"));
        assertThatThrownBy(() -> container.plugins.install(jar, Mode.UPDATE))
                .isInstanceOf(Permanent.class).hasMessageContaining("no plugin sample.echo to update");
        container.plugins.install(jar, Mode.NEW);
        Path other = jar("other.jar", PluginJar.tool("echo", "two"));
        assertThatThrownBy(() -> container.plugins.install(other, Mode.NEW)).hasMessageContaining("installed already, version 1.0.0");
        Path nosy = jar("nosy.jar", PluginJar.tool("nosy", "x").importing("dev.chela.core.store"));
        assertThatThrownBy(() -> container.plugins.install(nosy, Mode.NEW)).hasMessageContaining("imports the package dev.chela.core.store");
        assertThatThrownBy(() -> container.plugins.install(Path.of("echo.jar"), Mode.NEW)).hasMessageContaining("absolute path");
        assertThatThrownBy(() -> container.plugins.uninstall("nobody")).hasMessageContaining("no plugin 'nobody'");
        assertThatThrownBy(() -> container.plugins.disable("nobody")).hasMessageContaining("no plugin 'nobody'");
        Path worse = jar("worse.jar", PluginJar.tool("echo", "two").importing("nowhere.to.be.found"));
        assertThatThrownBy(() -> container.plugins.install(worse, Mode.UPDATE)).hasMessageContaining("nowhere.to.be.found");
        assertThat(container.call("echo")).isEqualTo("one hello");
        assertThat(container.deploy.resolve("echo.jar")).hasSameBinaryContentAs(jar);
        assertThat(container.deploy.toFile().list((folder, name) -> name.endsWith(".jar"))).as("no refused jar is left behind").containsExactly("echo.jar");
    }

    @Test
    void what_is_put_aside_stays_so_over_a_restart_and_can_be_deleted() throws Exception {
        container.plugins.install(jar("echo.jar", PluginJar.tool("echo", "one")), Mode.NEW);
        container.plugins.disable("sample.echo");
        container.close();
        container = new Container(root);
        assertThat(container.plugins.list()).isEmpty();
        assertThat(container.plugins.disabled()).hasSize(1);
        container.plugins.uninstall("sample.echo");
        assertThat(container.plugins.disabled()).isEmpty();
    }

    @Test
    void an_earlier_generation_takes_its_place_again_also_after_a_restart_and_when_the_plugin_is_gone() throws Exception {
        container.plugins.install(jar("one.jar", PluginJar.tool("echo", "one")), Mode.NEW);
        container.plugins.install(jar("two.jar", PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0")), Mode.UPDATE);
        assertThat(container.plugins.rollback("sample.echo", "").generation().version()).isEqualTo("1.0.0");
        assertThat(container.call("echo")).isEqualTo("one hello");

        container.close();
        container = new Container(root);
        container.plugins.refresh();
        assertThat(container.call("echo")).isEqualTo("one hello");
        Past two = container.plugins.history("sample.echo").get(0);
        assertThat(two.generation().version()).isEqualTo("2.0.0");
        assertThat(container.plugins.rollback("sample.echo", two.generation().sha256().substring(0, 12)).generation()).isEqualTo(two.generation());
        assertThat(container.call("echo")).isEqualTo("two hello");

        container.plugins.uninstall("sample.echo");
        assertThat(container.plugins.history("sample.echo")).extracting(past -> past.generation().version()).containsExactly("2.0.0", "1.0.0");
        assertThat(container.plugins.rollback("sample.echo", "").generation().version()).isEqualTo("2.0.0");
        assertThat(container.call("echo")).isEqualTo("two hello");
    }

    @Test
    void where_there_is_no_way_back_it_is_said_and_nothing_changes() throws Exception {
        assertThatThrownBy(() -> container.plugins.rollback("sample.echo", "")).isInstanceOf(Permanent.class)
                .hasMessageContaining("no earlier generation of 'sample.echo' is kept");
        container.plugins.install(jar("one.jar", PluginJar.tool("echo", "one")), Mode.NEW);
        container.plugins.install(jar("two.jar", PluginJar.tool("echo", "two")), Mode.UPDATE);
        assertThatThrownBy(() -> container.plugins.rollback("sample.echo", "no-such")).hasMessageContaining("begins with no-such");
        container.plugins.disable("sample.echo");
        assertThatThrownBy(() -> container.plugins.rollback("sample.echo", "")).hasMessageContaining("is disabled");
        container.plugins.enable("sample.echo");
        Past one = container.plugins.history("sample.echo").get(0);
        Files.delete(root.resolve("home/plugins").resolve(one.generation().sha256() + ".jar"));
        assertThatThrownBy(() -> container.plugins.rollback("sample.echo", "")).hasMessageContaining("the copy of").hasMessageContaining("is gone");
        assertThat(container.call("echo")).isEqualTo("two hello");
    }

    @Test
    void beside_a_jar_stands_what_became_of_it_as_long_as_it_lies_there() throws Exception {
        Path note = container.deploy.resolve("echo.jar.status");
        container.plugins.install(jar("echo.jar", PluginJar.tool("echo", "one")), Mode.NEW);
        container.plugins.refresh(); // The note is written behind the verdict, and before anything else is looked at.
        assertThat(note).content().startsWith("installed sample.echo 1.0.0 (");
        container.plugins.disable("sample.echo");
        assertThat(note).doesNotExist();
    }

    @Test
    void five_earlier_generations_are_kept() throws Exception {
        container.plugins.install(jar("v0.jar", PluginJar.tool("echo", "v0")), Mode.NEW);
        for (int version = 1; version <= 7; version++) {
            container.plugins.install(jar("v" + version + ".jar", PluginJar.tool("echo", "v" + version)), Mode.UPDATE);
        }
        container.plugins.refresh(); // What is kept no more is deleted behind the verdict, and before anything else is looked at.
        assertThat(container.plugins.history("sample.echo")).hasSize(5);
        assertThat(root.resolve("home/plugins").toFile().list((folder, name) -> name.endsWith(".jar"))).as("copies").hasSize(6);
    }

    @Test
    void refreshing_judges_again_what_was_refused() throws Exception {
        container.drop("bad.jar", PluginJar.tool("echo", "one").importing("nowhere.to.be.found"));
        assertThat(container.refused()).contains("nowhere.to.be.found");
        container.plugins.refresh();
        assertThat(container.refused()).contains("nowhere.to.be.found");
        assertThat(container.plugins.refused()).hasSize(1);
    }
}
