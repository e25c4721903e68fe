package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.GatewayConfig.Bind;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    @TempDir
    Path home;

    @Test
    void makes_a_private_token_at_the_first_start_and_keeps_it() throws Exception {
        Path file = home.resolve("credentials/gateway-token");
        String token;
        try (TestGateway gateway = TestGateway.start(home, GatewayConfig.defaults())) {
            token = Files.readString(file).strip();
            assertThat(token).hasSizeGreaterThan(40);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(connects(gateway, "token", token)).isTrue();
        }
        try (TestGateway gateway = TestGateway.start(home, GatewayConfig.defaults())) {
            assertThat(connects(gateway, "token", token)).isTrue();
        }
    }

    @Test
    void needs_no_secret_when_told_so() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, TestGateway.with(new Auth(AuthMode.NONE, null, null, null, null)));
                TestClient client = TestClient.open(gateway.uri())) {
            assertThat(client.connect(p -> p.remove("auth")).at("/payload/auth/role").asText()).isEqualTo("operator");
        }
    }

    @Test
    void refuses_to_open_the_port_to_the_network_without_a_secret() {
        GatewayConfig config = new GatewayConfig(null, null, Bind.LAN, null, new Auth(AuthMode.NONE, null, null, null, null), null, null, null, null);
        assertThatThrownBy(() -> TestGateway.start(home, config)).isInstanceOf(Permanent.class).hasMessageContaining("gateway.bind");
    }

    @Test
    void refuses_secrets_that_are_none() {
        assertThatThrownBy(() -> new Auth(null, new Secret("undefined"), null, null, null)).hasMessageContaining("gateway.auth.token");
        assertThatThrownBy(() -> new Auth(null, new Secret("a"), new Secret("b"), null, null)).hasMessageContaining("gateway.auth.mode");
        assertThatThrownBy(() -> new Auth(AuthMode.PASSWORD, null, null, null, null)).hasMessageContaining("gateway.auth.password");
    }

    @Test
    void makes_who_guesses_wait() throws Exception {
        RateLimit limit = new RateLimit(3, 60_000L, 300_000L, false);
        try (TestGateway gateway = TestGateway.start(home, TestGateway.with(new Auth(null, new Secret(TestGateway.TOKEN), null, limit, null)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(connects(gateway, "token", "wrong")).isFalse();
            }
            try (TestClient client = TestClient.open(gateway.uri())) {
                JsonNode error = client.connect(p -> {}).get("error");
                assertThat(error.at("/details/code").asText()).isEqualTo("AUTH_RATE_LIMITED");
                assertThat(error.get("retryAfterMs").asLong()).isBetween(1L, 300_000L);
            }
            gateway.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
            assertThat(connects(gateway, "token", TestGateway.TOKEN)).isTrue();
        }
    }

    @Test
    void makes_who_goes_on_guessing_wait_twice_as_long_each_time_until_they_have_been_quiet() throws Exception {
        RateLimit limit = new RateLimit(2, 60_000L, 1_000L, false);
        try (TestGateway gateway = TestGateway.start(home, TestGateway.with(new Auth(null, new Secret(TestGateway.TOKEN), null, limit, null)))) {
            for (long wait : new long[] {1_000, 2_000, 4_000, 8_000}) {
                assertThat(waitAfterGuessing(gateway)).isEqualTo(wait);
                gateway.clock.advance(Duration.ofMillis(wait));
            }
            gateway.clock.advance(Duration.ofMillis(8_001));
            assertThat(waitAfterGuessing(gateway)).isEqualTo(1_000);
        }
    }

    private static long waitAfterGuessing(TestGateway gateway) throws Exception {
        assertThat(connects(gateway, "token", "wrong")).isFalse();
        assertThat(connects(gateway, "token", "wrong")).isFalse();
        try (TestClient client = TestClient.open(gateway.uri())) {
            return client.connect(p -> {}).at("/error/retryAfterMs").asLong();
        }
    }

    @Test
    void never_exempts_a_browser_from_waiting() throws Exception {
        try (TestGateway gateway = TestGateway.start(home)) {
            String origin = "http://127.0.0.1:" + gateway.uri().getPort();
            String code = "";
            for (int i = 0; i < 11; i++) {
                try (TestClient client = TestClient.openFrom(gateway.uri(), origin)) {
                    code = client.connect(p -> p.putObject("auth").put("token", "wrong")).at("/error/details/code").asText();
                }
            }
            assertThat(code).isEqualTo("AUTH_RATE_LIMITED");
            assertThat(connects(gateway, "token", TestGateway.TOKEN)).isTrue();
        }
    }

    @Test
    void turns_a_ticket_into_a_lasting_login_once() throws Exception {
        String lasting;
        try (TestGateway gateway = TestGateway.start(home)) {
            String ticket = gateway.tickets.issue();
            try (TestClient client = TestClient.open(gateway.uri())) {
                JsonNode auth = client.connect(p -> p.putObject("auth").put("bootstrapToken", ticket)).at("/payload/auth");
                lasting = auth.get("deviceToken").asText();
            }
            assertThat(connects(gateway, "bootstrapToken", ticket)).isFalse();
            assertThat(Files.readString(home.resolve("credentials/web-tokens.json"))).doesNotContain(lasting);
        }
        try (TestGateway gateway = TestGateway.start(home)) {
            assertThat(connects(gateway, "deviceToken", lasting)).isTrue();
            Files.delete(home.resolve("credentials/web-tokens.json"));
            assertThat(connects(gateway, "deviceToken", lasting)).isFalse();
        }
    }

    @Test
    void lets_tickets_grow_old() throws Exception {
        try (TestGateway gateway = TestGateway.start(home)) {
            String ticket = gateway.tickets.issue();
            gateway.clock.advance(Duration.ofMinutes(10).plusMillis(1));
            assertThat(connects(gateway, "bootstrapToken", ticket)).isFalse();
        }
    }

    @Test
    void closes_every_connection_when_the_secret_changes() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); TestClient client = TestClient.greeted(gateway.uri())) {
            gateway.section.apply(TestGateway.with(new Auth(null, new Secret("another-secret-0123456789"), null, null, null)));
            assertThat(client.closed()).isEqualTo("4001 gateway auth changed");
            assertThat(connects(gateway, "token", TestGateway.TOKEN)).isFalse();
            assertThat(connects(gateway, "token", "another-secret-0123456789")).isTrue();
        }
    }

    private static boolean connects(TestGateway gateway, String field, String secret) throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            return client.connect(p -> p.putObject("auth").put(field, secret)).get("ok").asBoolean();
        }
    }
}
