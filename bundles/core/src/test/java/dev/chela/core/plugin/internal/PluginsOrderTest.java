package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.FixedConfig;
import dev.chela.core.command.Typed;
import dev.chela.core.plugin.Plugins.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins looked after by messages. */
class PluginsOrderTest {
    @TempDir
    private Path root;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(root);
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    private PluginsOrder order(boolean allowed) {
        return new PluginsOrder(container.plugins, new FixedConfig(new PluginsOrderConfig(allowed)));
    }

    private String said(String words) {
        return order(true).run(Typed.byOwner(words));
    }

    private void install(String says, String version, Mode mode) throws Exception {
        Path jar = Files.write(root.resolve(version + ".jar"), PluginJar.tool("echo", says).header("Bundle-Version", version).bytes());
        container.plugins.install(jar, mode);
    }

    @Test
    void one_is_shown_put_aside_taken_up_again_and_put_back() throws Exception {
        assertThat(said("")).contains("No plugins were added");
        install("one", "1.0.0", Mode.NEW);
        install("two", "2.0.0", Mode.UPDATE);
        assertThat(said("list")).startsWith("sample.echo 2.0.0: ").contains("echo");
        assertThat(said("disable sample.echo")).isEqualTo("sample.echo 2.0.0 is put aside.");
        assertThat(said("list")).isEqualTo("sample.echo 2.0.0: put aside");
        assertThat(said("enable sample.echo")).isEqualTo("sample.echo 2.0.0 works.");
        assertThat(said("rollback sample.echo")).isEqualTo("sample.echo 1.0.0 works.");
        assertThat(container.call("echo")).isEqualTo("one hello");
        assertThat(said("remove sample.echo")).startsWith("Use /plugins");
        assertThatThrownBy(() -> said("disable nobody")).isInstanceOf(Permanent.class).hasMessageContaining("nobody");
    }

    @Test
    void it_is_the_owners_and_only_where_that_is_allowed() {
        assertThatThrownBy(() -> order(true).run(Typed.bySomebody("list"))).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> order(false).run(Typed.byOwner("list"))).isInstanceOf(Denied.class).hasMessageContaining("commands.plugins");
    }
}
