package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Plugins.Returned;
import dev.chela.core.plugin.sample.Looping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A generation that works when it is tried and fails when it is used. */
class CanaryTest {
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

    private void install(PluginJar jar, Mode mode) throws Exception {
        container.plugins.install(written(jar), mode);
        container.changed();
    }

    private Path written(PluginJar jar) throws IOException {
        return Files.write(root.resolve("echo.jar"), jar.bytes());
    }

    @Test
    void the_one_before_comes_back_by_itself_and_says_why_until_something_else_is_installed() throws Exception {
        install(PluginJar.tool("echo", "one"), Mode.NEW);
        install(PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0").component(Looping.class), Mode.UPDATE);
        for (int call = 0; call < 3; call++) {
            assertThat(container.call("echo")).contains("round and round");
        }

        assertThat(container.changed().after().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(container.call("echo")).isEqualTo("one hello");
        Returned back = container.plugins.returned().get(0);
        assertThat(back.failed().version()).isEqualTo("2.0.0");
        assertThat(back.why()).isEqualTo("3 of its first 3 calls failed, the last with java.lang.IllegalStateException: round and round");
        assertThat(container.plugins.history("sample.echo")).extracting(past -> past.generation().version()).containsExactly("2.0.0");

        install(PluginJar.tool("echo", "three").header("Bundle-Version", "3.0.0"), Mode.UPDATE);
        assertThat(container.call("echo")).isEqualTo("three hello");
        assertThat(container.plugins.returned()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 2, false", "3, 3, true", "6, 3, true", "7, 3, false", "1000, 499, false"})
    void half_of_the_calls_must_have_failed_and_three_at_least(long calls, long faults, boolean goes) {
        assertThat(Canary.failing(calls, faults)).isEqualTo(goes);
    }
}
