package dev.chela.itests.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The assembled gateway behind a proxy that knows who somebody is, told so in its file. */
class TrustedProxyIT {
    private static final String PAGE = "https://chela.example.org";
    private static final String AUTH = """
            controlUi: { allowedOrigins: ["%s"] },
            auth: { mode: "trusted-proxy", password: "a-password-for-tools-here", trustedProxy: {
              userHeader: "x-forwarded-user", requiredHeaders: ["x-forwarded-proto"], allowUsers: ["ada@example.org"], allowLoopback: true } }""".formatted(PAGE);

    @Test
    void lets_in_whom_the_proxy_names_and_tools_of_this_machine_by_the_password() throws Exception {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(settings(model), Jdk.ofTheBuild())) {
            JsonNode ada = comes(gateway, "ada@example.org");
            assertThat(ada.at("/payload/auth/method").asText()).isEqualTo("trusted-proxy");
            assertThat(ada.at("/payload/auth/scopes/0").asText()).isEqualTo("operator.read");
            assertThat(comes(gateway, "eve@example.org").at("/error/details/authReason").asText()).isEqualTo("trusted_proxy_user_not_allowed");
            Process tool = gateway.launcher("status").redirectErrorStream(true).start();
            tool.getOutputStream().close();
            assertThat(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("fake/fake-1");
            assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String settings(FakeModel model) {
        String token = "auth: { mode: \"token\", token: \"" + Gateway.TOKEN + "\" }";
        return Gateway.settings(model.v1()).replace(token, AUTH);
    }

    private static JsonNode comes(Gateway gateway, String user) {
        Map<String, String> headers = new HashMap<>(Map.of("X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https", "Origin", PAGE));
        headers.put("X-Forwarded-User", user);
        try (Wire wire = Wire.openWith(gateway.url(), headers)) {
            return wire.greet(challenge -> Wire.parse("""
                    {"minProtocol":4,"maxProtocol":4,"role":"operator","scopes":["operator.read"],
                     "client":{"id":"openclaw-control-ui","version":"1","platform":"test","mode":"webchat"}}"""));
        }
    }
}
