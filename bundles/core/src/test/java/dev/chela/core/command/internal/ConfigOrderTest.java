package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.command.Typed;
import dev.chela.core.config.internal.Bench;
import dev.chela.core.config.internal.FileConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration by messages. */
class ConfigOrderTest {
    record Gateway(Integer port, String token) {}

    @TempDir
    private Path root;
    private Bench bench;
    private ConfigOrder order;
    private Allowlist allowlist;

    private void open(String text) {
        bench = new Bench(root).file(text);
        FileConfig config = bench.open();
        config.section("gateway", Gateway.class);
        config.section("", ChannelsConfig.class);
        order = new ConfigOrder(config, config);
        allowlist = new Allowlist(config, config);
        config.judge();
    }

    @AfterEach
    void close() throws IOException {
        order.close();
        allowlist.close();
        bench.close();
    }

    private String config(String args) {
        return order.run(Typed.byOwner(args));
    }

    @Test
    void the_owner_reads_and_writes_it_where_that_is_allowed() throws IOException {
        open("// mine\n{ commands: { config: true }, gateway: { port: 1, token: \"hidden\" } }");
        assertThat(config("get gateway.port")).isEqualTo("gateway.port: 1");
        assertThat(config("show")).contains("\"port\"").doesNotContain("hidden");
        assertThat(config("set gateway.port 2")).isEqualTo("Changed: gateway.port");
        assertThat(config("set gateway.port 2")).isEqualTo("It says that already.");
        assertThat(Files.readString(root.resolve("chela.json5"))).contains("// mine", "port: 2");
        assertThat(config("set gateway.port many")).contains("Nothing was changed", "gateway.port", "a whole number");
        assertThat(config("unset gateway.port")).isEqualTo("Changed: gateway.port");
        assertThat(config("get gateway.port")).isEqualTo("gateway.port is not set.");
        assertThat(config("set gateway.port")).startsWith("Use /config");
    }

    @Test
    void it_stays_as_it_is_unless_that_is_allowed_and_for_everybody_else() {
        open("{ gateway: { port: 1 } }");
        assertThat(config("get gateway.port")).contains("commands.config");
        assertThat(allowlist.run(Typed.byOwner("add telegram:42"))).contains("commands.config");
        assertThatThrownBy(() -> order.run(Typed.bySomebody("show"))).isInstanceOf(Denied.class).hasMessageContaining("owner");
        assertThatThrownBy(() -> allowlist.run(Typed.bySomebody(""))).isInstanceOf(Denied.class);
    }

    @Test
    void people_are_let_in_and_shut_out_by_their_ids() throws IOException {
        open("{ commands: { config: true }, channels: { telegram: { allowFrom: [\"42\"] } } }");
        assertThat(allowlist.run(Typed.byOwner(""))).isEqualTo("telegram: 42");
        assertThat(allowlist.run(Typed.byOwner("add telegram:43"))).startsWith("Changed: channels.telegram.allowFrom");
        assertThat(allowlist.run(Typed.byOwner("add telegram:43"))).contains("listed already");
        assertThat(allowlist.run(Typed.byOwner("list"))).isEqualTo("telegram: 42, 43");
        assertThat(allowlist.run(Typed.byOwner("remove telegram:42"))).startsWith("Changed: ");
        assertThat(allowlist.run(Typed.byOwner("list"))).isEqualTo("telegram: 43");
        assertThat(allowlist.run(Typed.byOwner("add slack:1"))).contains("no channels.slack");
        assertThat(allowlist.run(Typed.byOwner("add telegram"))).startsWith("Use /allowlist");
    }
}
