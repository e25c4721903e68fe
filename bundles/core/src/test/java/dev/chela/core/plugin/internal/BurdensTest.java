package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.Plugins.Burden;
import dev.chela.core.plugin.sample.Littering;
import dev.chela.core.plugin.sample.Looping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurdensTest {
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

    private Burden only() {
        assertThat(container.plugins.burdens()).hasSize(1);
        return container.plugins.burdens().get(0);
    }

    @Test
    void calls_faults_and_time_are_told_with_the_evidence() throws Exception {
        container.drop("loop.jar", PluginJar.tool("loop", "").component(Looping.class));
        container.changed();
        container.call("loop");
        container.call("loop");
        Burden burden = only();
        assertThat(burden.guest().plugin()).isEqualTo("sample.loop");
        assertThat(burden.calls().all()).isEqualTo(2);
        assertThat(burden.calls().faults()).isEqualTo(2);
        assertThat(burden.calls().running()).isZero();
        assertThat(burden.calls().effort().inside()).isPositive().isLessThan(Duration.ofHours(1));
        assertThat(burden.rests()).isEmpty();
        assertThat(burden.mishaps()).hasSize(2).first().satisfies(mishap -> {
            assertThat(mishap.fault()).isEqualTo("java.lang.IllegalStateException: round and round");
            assertThat(mishap.stack().get(0)).startsWith("dev.chela.core.plugin.sample.Looping.run(Looping.java:");
        });
    }

    @Test
    void one_that_makes_nothing_but_mistakes_rests() throws Exception {
        container.drop("loop.jar", PluginJar.tool("loop", "").component(Looping.class));
        container.changed();
        for (int call = 0; call < 10; call++) {
            assertThat(container.call("loop")).contains("round and round");
        }
        assertThat(container.call("loop")).contains("failed 10 times in a row", "is not called until");
        assertThat(only().rests()).isPresent();
        assertThat(container.plugins.list().get(0).problem()).as("what lists say of it").contains("round and round", "is not called until");
        container.drop("loop.jar", PluginJar.tool("loop", "round").header("Bundle-Version", "2.0.0"));
        container.changed();
        assertThat(container.call("loop")).isEqualTo("round hello");
        assertThat(container.plugins.list().get(0).works()).isTrue();
    }

    @Test
    void its_own_threads_are_counted_and_so_are_earlier_generations_that_something_holds() throws Exception {
        container.drop("echo.jar", PluginJar.tool("echo", "one").component(Littering.class).entry("hang", file.toString().getBytes(StandardCharsets.UTF_8)));
        container.changed();
        assertThat(only().held().threads()).isEqualTo(1);
        assertThat(only().held().earlier()).isZero();
        container.drop("echo.jar", PluginJar.tool("echo", "two"));
        container.changed();
        container.settled();
        System.gc();
        assertThat(only().held().earlier()).as("the thread holds it").isEqualTo(1);
        assertThat(only().held().threads()).as("it is not the new one's").isZero();
        Files.delete(file);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (only().held().earlier() > 0 && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(only().held().earlier()).isZero();
    }
}
