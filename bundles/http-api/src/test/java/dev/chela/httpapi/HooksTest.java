package dev.chela.httpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.core.turn.internal.PacedModel.Asked;
import dev.chela.core.webhook.WebhooksConfig;
import dev.chela.core.webhook.internal.HooksFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other systems at the door. */
class HooksTest {
    private static final String SECRET = "what the forge signs with";
    private static final String[] TOKEN = {"Authorization", "Bearer " + HooksFile.TOKEN};

    @TempDir
    private Path root;
    private HttpClient http = HttpClient.newHttpClient();
    private ApiHouse house;

    @BeforeEach
    void open() {
        house = new ApiHouse(root);
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(house.at(path)).POST(BodyPublishers.ofString(body));
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> push(String body, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        return post("/hooks/github", body, "X-GitHub-Event", "push", "X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "X-Hub-Signature-256", signature, "Content-Type", "application/json");
    }

    @Test
    void there_are_none_until_they_are_switched_on_and_none_when_they_are_switched_off() throws Exception {
        house.hooks.apply(WebhooksConfig.OFF);
        assertThat(post("/hooks/wake", "{}", TOKEN).statusCode()).isEqualTo(404);
        house.hooks.apply(HooksFile.read(""));
        assertThat(post("/hooks/wake", "{}", TOKEN).statusCode()).isEqualTo(400);
        house.hooks.apply(HooksFile.read("path: \"/in\""));
        assertThat(post("/hooks/wake", "{}", TOKEN).statusCode()).isEqualTo(404);
        // Where no endpoint is, the host answers without reading the body, and may close the connection that a client would use again.
        http = HttpClient.newHttpClient();
        assertThat(post("/in/wake", "{}", TOKEN).statusCode()).isEqualTo(400);
        house.hooks.apply(WebhooksConfig.OFF);
        assertThat(post("/in/wake", "{}", TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void a_message_is_answered_with_its_run_once_it_is_kept() throws Exception {
        house.hooks.apply(HooksFile.read(""));
        HttpResponse<String> answer = post("/hooks/agent", "{\"message\":\"water the plants\"}", "X-OpenClaw-Token", HooksFile.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode told = ApiHouse.json(answer);
        assertThat(told.path("ok").asBoolean()).isTrue();
        assertThat(house.talk.house.intake.find(told.path("runId").asText())).isPresent();
        Asked asked = house.talk.model.next();
        assertThat(asked.heard().get(0)).contains("water the plants", "EXTERNAL_UNTRUSTED_CONTENT");
        asked.answer("done");
        assertThat(ApiHouse.json(post("/hooks/agent", "{}", TOKEN)).path("error").asText()).isEqualTo("message required");
        assertThat(post("/hooks/nobody", "{}", TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void only_who_shows_the_token_of_the_hooks_in_a_header_may_call() throws Exception {
        house.hooks.apply(HooksFile.read("maxBodyBytes: 1024"));
        assertThat(post("/hooks/wake", "{}").statusCode()).isEqualTo(401);
        assertThat(post("/hooks/wake", "{}", "Authorization", "Bearer " + ApiHouse.TOKEN).body()).isEqualTo("Unauthorized");
        HttpResponse<String> inAddress = post("/hooks/wake?token=" + HooksFile.TOKEN, "{\"text\":\"a\"}", TOKEN);
        assertThat(inAddress.statusCode()).isEqualTo(400);
        assertThat(inAddress.body()).contains("Authorization: Bearer");
        assertThat(http.send(HttpRequest.newBuilder(house.at("/hooks/wake")).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        assertThat(post("/hooks/wake", "x".repeat(1025), TOKEN).statusCode()).isEqualTo(413);
        assertThat(post("/hooks/wake", "{\"text\":\"a\",\"mode\":\"next-heartbeat\"}", TOKEN).statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_guesses_has_to_wait() throws Exception {
        house.hooks.apply(HooksFile.read(""));
        for (int i = 0; i < 20; i++) {
            assertThat(post("/hooks/wake", "{}").statusCode()).as("who shows nothing does not guess").isEqualTo(401);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(post("/hooks/wake", "{}", "X-Chela-Token", "guess " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> locked = post("/hooks/wake", "{}", TOKEN);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
        house.talk.house.clock.pass(Duration.ofSeconds(61));
        assertThat(post("/hooks/wake", "{}", TOKEN).statusCode()).isEqualTo(400);
    }

    @Test
    void a_push_of_github_is_told_to_the_agent_once_and_a_forged_one_never() throws Exception {
        house.hooks.apply(HooksFile.read("presets: [\"github\"], github: { secret: \"" + SECRET + "\" }"));
        String push = "{\"repository\":{\"full_name\":\"ann/boat\"},\"commits\":[{\"message\":\"Paint it red\"}]}";
        assertThat(push(push.replace("red", "black"), push).statusCode()).isEqualTo(401);
        assertThat(post("/hooks/github", push, TOKEN).statusCode()).as("the token opens no signed path").isEqualTo(401);
        HttpResponse<String> first = push(push, push);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(push(push, push).body()).isEqualTo(first.body());
        Asked asked = house.talk.model.next();
        assertThat(asked.heard()).singleElement().asString().contains("[hook:github GitHub]", "Paint it red", "EXTERNAL_UNTRUSTED_CONTENT")
                .doesNotContain("black");
        asked.answer("NO_REPLY");
        house.talk.end(ApiHouse.json(first).path("runId").asText());
        assertThat(house.talk.model.idle()).isTrue();
    }

    @Test
    void the_gateway_s_own_token_is_no_token_of_the_hooks() {
        WebhooksConfig same = new WebhooksConfig(true, new Secret(ApiHouse.TOKEN), null, null, null, null, null, null, null, null, null, List.of());
        assertThatThrownBy(() -> house.hooks.apply(same)).isInstanceOf(Permanent.class).hasMessageContaining("gateway's own");
    }
}
