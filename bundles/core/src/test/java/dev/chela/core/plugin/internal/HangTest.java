package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.sample.Littering;
import dev.chela.core.plugin.sample.Stuck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A plugin whose code does not come back, whatever one does: nobody else waits for it. */
class HangTest {
    private static final String HANGS = "within 10 s: it hangs at dev.chela.core.plugin.sample.Stuck.hang(Stuck.java:";

    @TempDir Path root;
    private Path file;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        file = Files.createFile(root.resolve("as-long-as-this-is-there"));
        container = new Container(root);
    }

    @AfterEach
    void stop() throws Exception {
        Files.deleteIfExists(file);
        container.close();
    }

    private PluginJar stuck(String where) {
        return PluginJar.tool("echo", "stuck").leaving("leave").component(Stuck.class).entry("hang", (where + " " + file).getBytes(StandardCharsets.UTF_8));
    }

    private void lives() throws Exception {
        container.drop("other.jar", PluginJar.tool("other", "lively"));
        assertThat(container.changed().file()).isEqualTo("other.jar");
        assertThat(container.call("other")).isEqualTo("lively hello");
    }

    @Test
    void one_that_hangs_as_it_starts_is_refused_where_it_hangs_and_the_one_before_goes_on() throws Exception {
        container.drop("echo.jar", PluginJar.tool("echo", "one"));
        container.changed();
        container.drop("echo.jar", stuck("made"));
        assertThat(container.refused()).contains("it does not start " + HANGS, "it does not heed an interrupt either");
        assertThat(container.call("echo")).isEqualTo("one hello");
        lives();
        container.drop("echo.jar", PluginJar.tool("echo", "two"));
        container.changed();
        assertThat(container.call("echo")).isEqualTo("two hello");
    }

    @Test
    void one_that_hangs_as_it_stops_makes_room_for_the_next() throws Exception {
        container.drop("echo.jar", stuck("left"));
        container.changed();
        assertThat(container.call("echo")).isEqualTo("stuck hello");
        container.drop("echo.jar", PluginJar.tool("echo", "two"));
        container.changed();
        assertThat(container.call("echo")).isEqualTo("two hello");
        lives();
    }

    @Test
    void one_that_hangs_at_the_next_start_keeps_neither_the_others_nor_old_work_waiting() throws Exception {
        Files.delete(file);
        container.drop("echo.jar", stuck("made"));
        container.changed();
        container.drop("late.jar", PluginJar.tool("late", "late"));
        container.changed();
        container.close();
        Files.createFile(file);
        container = new Container(root);
        container.settled();
        assertThat(container.call("late")).isEqualTo("late hello");
        assertThat(container.plugins.list()).extracting(Installed::file).containsExactly("echo.jar", "late.jar");
    }

    @Test
    void a_thread_that_it_made_and_did_not_end_is_told_of() throws Exception {
        container.drop("echo.jar", PluginJar.tool("echo", "one").component(Littering.class).entry("hang", file.toString().getBytes(StandardCharsets.UTF_8)));
        container.changed();
        Bundle littering = container.generations().get(0);
        Remains remains = container.plugins.remains();
        Remains.Trail trail = remains.of(littering);
        container.drop("echo.jar", PluginJar.tool("echo", "two"));
        container.changed();
        container.settled();
        assertThat(littering.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(trail.left()).startsWith("litter at dev.chela.core.plugin.sample.Littering.stay(Littering.java:");
        assertThat(remains.of(container.generations().get(0)).count()).as("none of the next one's").isZero();
        Files.delete(file);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("litter")) {
                thread.join();
            }
        }
        assertThat(trail.left()).isEmpty();
    }
}
