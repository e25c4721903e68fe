package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewayConfig.Bind;
import dev.chela.gateway.internal.config.Overrides;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    @TempDir
    Path home;

    @Test
    void opens_no_port_that_is_taken_and_opens_one_when_the_configuration_names_a_free_one() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
                TestGateway gateway = TestGateway.onConfiguredPort(home, port(taken.getLocalPort()))) {
            assertThat(gateway.uri().getPort()).isZero();
            gateway.section.apply(port(0));
            assertThat(gateway.uri().getPort()).isPositive();
            TestClient.open(gateway.uri()).close();
        }
    }

    @Test
    void lets_nobody_in_before_every_method_is_there_that_the_house_needs() throws Exception {
        try (TestGateway gateway = TestGateway.needing(home, "sample.echo")) {
            assertThat(gateway.uri().getPort()).isZero();
            gateway.serving(new Sample());
            try (TestClient client = TestClient.greeted(gateway.uri())) {
                assertThat(client.call("sample.none", "{}").path("error").path("message").asText()).contains("unknown method");
            }
        }
    }

    @Test
    void moves_to_another_port_and_sends_its_clients_away() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        try (TestGateway gateway = TestGateway.onConfiguredPort(home, port(0));
                TestClient client = TestClient.open(gateway.uri())) {
            gateway.section.apply(port(free));
            assertThat(client.closed()).isEqualTo("1012 service restart");
            assertThat(gateway.uri().getPort()).isEqualTo(free);
            TestClient.open(gateway.uri()).close();
        }
    }

    @Test
    void stays_where_it_is_when_the_new_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
                TestGateway gateway = TestGateway.onConfiguredPort(home, port(0))) {
            assertThatThrownBy(() -> gateway.section.apply(port(taken.getLocalPort())))
                    .hasMessageContaining("port " + taken.getLocalPort()).hasMessageContaining("gateway.port");
            TestClient.open(gateway.uri()).close();
        }
    }

    @Test
    void takes_port_bind_and_token_from_outside_the_file() {
        Overrides overrides = Overrides.from(
                Map.of("chela.port", "1234", "chela.bind", "lan", "chela.home", "/somewhere")::get,
                Map.of("CHELA_GATEWAY_TOKEN", "t0ken")::get);
        assertThat(overrides.port()).hasValue(1234);
        assertThat(overrides.bind()).contains(Bind.LAN);
        assertThat(overrides.token()).contains("t0ken");
        assertThat(overrides.home()).isEqualTo(Path.of("/somewhere"));
        assertThatThrownBy(() -> Overrides.from(Map.of("chela.port", "65536")::get, Map.<String, String>of()::get))
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> Overrides.from(Map.of("chela.bind", "moon")::get, Map.<String, String>of()::get))
                .hasMessageContaining("moon");
    }

    private static GatewayConfig port(int port) {
        return new GatewayConfig(null, port, null, null, null, null, null, null, null);
    }
}
