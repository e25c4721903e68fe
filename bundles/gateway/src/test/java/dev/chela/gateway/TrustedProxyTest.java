package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Secret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewayConfig.AuthMode;
import dev.chela.gateway.internal.config.GatewayConfig.ControlUi;
import dev.chela.gateway.internal.config.GatewayConfig.TrustedProxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedProxyTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PAGE = "https://chela.example.org";
    private static final String PASSWORD = "a-password-for-tools-here";
    private static final String[] ADA =
            {"X-Forwarded-For", "203.0.113.7", "X-Forwarded-User", "ada@example.org", "X-Forwarded-Proto", "https", "Origin", PAGE};

    @TempDir
    Path home;

    private TestGateway gateway;

    /** Says that somebody came through. */
    private record Bell() implements HttpEndpoint {
        @Override
        public Route route() {
            return new Route(Set.of("GET"), "/bell", Route.Access.GATEWAY_TOKEN, 0, Duration.ofSeconds(5));
        }

        @Override
        public Reply handle(Request request) {
            return new Reply.Full(200, Map.of(), new byte[0]);
        }
    }

    @BeforeEach
    void start() {
        gateway = TestGateway.start(home, config("ada@example.org")).serving(new Bell());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private static GatewayConfig config(String user) {
        TrustedProxy rules = new TrustedProxy("x-forwarded-user", List.of("x-forwarded-proto"), List.of(user), true);
        return new GatewayConfig(null, null, null, null, new Auth(AuthMode.TRUSTED_PROXY, null, new Secret(PASSWORD), null, rules),
                new ControlUi(null, null, List.of(PAGE)), List.of("127.0.0.1"), null, null);
    }

    private static Consumer<ObjectNode> as(String id, String mode) {
        return params -> ((ObjectNode) params.without("auth").get("client")).put("id", id).put("mode", mode);
    }

    @Test
    void lets_in_whom_the_proxy_names_without_a_secret_or_a_device() throws Exception {
        try (TestClient client = TestClient.openWith(gateway.uri(), ADA)) {
            JsonNode hello = client.connect(as("openclaw-control-ui", "webchat")).path("payload");
            assertThat(hello.at("/auth/method").asText()).isEqualTo("trusted-proxy");
            assertThat(hello.at("/auth/scopes")).hasSize(3);
            assertThat(hello.at("/snapshot/authMode").asText()).isEqualTo("trusted-proxy");
            assertThat(hello.at("/snapshot/presence/0/user/email").asText()).isEqualTo("ada@example.org");
            assertThat(gateway.hub.list()).singleElement().satisfies(peer -> assertThat(peer.ip()).isEqualTo("203.0.113.7"));
        }
        assertThat(get("/bell", ADA).statusCode()).isEqualTo(200);
    }

    @Test
    void lets_a_program_that_shows_no_device_do_nothing_on_a_proxy_s_word_alone() throws Exception {
        try (TestClient client = TestClient.openWith(gateway.uri(), ADA)) {
            assertThat(client.connect(as("cli", "cli")).at("/payload/auth/scopes")).isEmpty();
        }
    }

    @Test
    void refuses_whom_it_does_not_name_and_whom_the_owner_did_not() throws Exception {
        refused("AUTH_IDENTITY_HEADER_REQUIRED", "trusted_proxy_user_missing", "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https");
        refused("AUTH_UNAUTHORIZED", "trusted_proxy_missing_header_x-forwarded-proto", "X-Forwarded-For", "203.0.113.7");
        refused("AUTH_UNAUTHORIZED", "trusted_proxy_user_not_allowed",
                "X-Forwarded-For", "203.0.113.7", "X-Forwarded-User", "eve@example.org", "X-Forwarded-Proto", "https");
        assertThat(get("/bell", "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https").statusCode()).isEqualTo(401);
    }

    private void refused(String code, String reason, String... headers) throws Exception {
        try (TestClient client = TestClient.openWith(gateway.uri(), headers)) {
            JsonNode details = client.connect(params -> params.putObject("auth").put("password", PASSWORD)).at("/error/details");
            assertThat(details.path("code").asText()).isEqualTo(code);
            assertThat(details.path("authReason").asText()).isEqualTo(reason);
            assertThat(client.closed()).startsWith("1008 unauthorized");
        }
    }

    @Test
    void lets_a_tool_at_this_machine_in_by_the_password_and_not_by_headers_of_its_own() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            JsonNode hello = client.connect(params -> params.putObject("auth").put("password", PASSWORD));
            assertThat(hello.at("/payload/auth/method").asText()).isEqualTo("password");
            assertThat(hello.at("/payload/auth/scopes")).hasSize(3);
        }
        try (TestClient client = TestClient.open(gateway.uri())) {
            assertThat(client.connect(params -> params.remove("auth")).at("/error/details/code").asText()).isEqualTo("AUTH_PASSWORD_MISSING");
        }
        assertThat(get("/bell", "X-Forwarded-User", "ada@example.org").statusCode()).isEqualTo(403);
    }

    @Test
    void sends_away_whose_permission_ends() throws Exception {
        try (TestClient client = TestClient.openWith(gateway.uri(), ADA)) {
            client.connect(as("openclaw-control-ui", "webchat"));
            gateway.section.apply(config("eve@example.org"));
            assertThat(client.closed()).isEqualTo("4001 gateway auth changed");
        }
    }

    @Test
    void tells_a_proxy_that_is_not_trusted_nothing_but_whether_the_gateway_runs() throws Exception {
        gateway.section.apply(new GatewayConfig(null, null, null, null, new Auth(null, new Secret(TestGateway.TOKEN), null, null, null),
                null, null, null, null));
        HttpResponse<String> answer = get("/bell", "X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer " + TestGateway.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(TestClient.JSON.readTree(answer.body()).at("/error/type").asText()).isEqualTo("proxy_attribution_required");
        assertThat(get("/healthz", "X-Forwarded-For", "203.0.113.7").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> TestClient.openAfar(gateway.uri())).hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(refused -> assertThat(((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void needs_to_be_told_which_proxies_and_which_header() {
        TrustedProxy rules = new TrustedProxy("x-user", null, null, null);
        assertThatThrownBy(() -> new Auth(AuthMode.TRUSTED_PROXY, null, null, null, null)).hasMessageContaining("trustedProxy.userHeader");
        assertThatThrownBy(() -> new TrustedProxy(null, null, null, null)).hasMessageContaining("trustedProxy.userHeader");
        assertThatThrownBy(() -> new TrustedProxy("x-user", List.of("a b"), null, null)).hasMessageContaining("requiredHeaders is \"a b\"");
        assertThatThrownBy(() -> new Auth(AuthMode.TRUSTED_PROXY, new Secret("t"), null, null, rules)).hasMessageContaining("has a token");
        Auth auth = new Auth(AuthMode.TRUSTED_PROXY, null, null, null, rules);
        assertThatThrownBy(() -> new GatewayConfig(null, null, null, null, auth, null, null, null, null)).hasMessageContaining("gateway.trustedProxies");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
