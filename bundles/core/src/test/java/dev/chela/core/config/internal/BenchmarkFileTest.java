package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that the benchmark gives the gateway, with OpenClaw's key names: it must work as it is. */
class BenchmarkFileTest {
    private static final String TEXT = """
            // The configuration the benchmark gives the gateway under test: OpenClaw's key names.
            {
              gateway: { port: 19210, bind: "loopback", auth: { mode: "token", token: "bench-token-0123456789abcdef" } },
              models: {
                providers: {
                  fake: {
                    baseUrl: "http://127.0.0.1:19280/v1",
                    apiKey: "none",
                    api: "openai-completions",
                    models: [{ id: "fake-1", name: "fake-1", contextWindow: 200000, maxTokens: 8192 }],
                  },
                },
              },
              agents: { defaults: { model: { primary: "fake/fake-1" } } },
              tools: { exec: { security: "full", ask: "off" } },
            }
            """;

    enum Bind { AUTO, LOOPBACK, LAN }

    record Auth(String mode, Secret token) {}

    record Gateway(int port, Bind bind, Auth auth) {}

    record Entry(String id, String name, Integer contextWindow, Integer maxTokens) {}

    record Provider(String baseUrl, Secret apiKey, String api, List<Entry> models) {}

    record Models(Map<String, Provider> providers) {}

    record Choice(String primary, Optional<List<String>> fallbacks) {
        static Choice of(String primary) {
            return new Choice(primary, Optional.empty());
        }
    }

    record Defaults(Choice model) {}

    record Agents(Defaults defaults) {}

    record Exec(String security, String ask) {}

    @Test
    void every_key_of_it_binds_and_is_judged_known(@TempDir Path root) throws Exception {
        try (Bench bench = new Bench(root).file(TEXT)) {
            FileConfig config = bench.open();
            Gateway gateway = config.section("gateway", Gateway.class).get();
            Models models = config.section("models", Models.class).get();
            Agents agents = config.section("agents", Agents.class).get();
            Exec exec = config.section("tools.exec", Exec.class).get();
            config.judge();
            assertThat(config.current().issues()).isEmpty();
            assertThat(config.current().warnings()).isEmpty();
            assertThat(gateway.bind()).isEqualTo(Bind.LOOPBACK);
            assertThat(gateway.auth().token().reveal()).isEqualTo("bench-token-0123456789abcdef");
            assertThat(models.providers().get("fake").models().get(0).contextWindow()).isEqualTo(200000);
            assertThat(models.providers().get("fake").apiKey().reveal()).isEqualTo("none");
            assertThat(agents.defaults().model().primary()).isEqualTo("fake/fake-1");
            assertThat(exec.ask()).isEqualTo("off");
        }
    }
}
