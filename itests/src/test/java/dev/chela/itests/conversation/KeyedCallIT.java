package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls of tools that a program asks for under a key, and {@code kill -9}. */
class KeyedCallIT {
    private static final String DONE = "echo done >> keyed.txt";
    private static final String CUT_OFF = "echo cut >> keyed.txt; sleep 300";
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_key_has_one_answer_and_its_command_runs_once_though_the_gateway_is_killed() throws Exception {
        try (FakeModel model = FakeModel.start();
                Gateway gateway = Gateway.start(Gateway.settings(model.v1())
                        .replace("gateway: {", "gateway: { tools: { allow: [\"exec\"] },"), Jdk.ofTheBuild())) {
            HttpResponse<String> first = invoke(gateway, "a", DONE).get(60, TimeUnit.SECONDS);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            invoke(gateway, "b", CUT_OFF);
            Until.holds("the second command runs", () -> ran(gateway).contains("cut"));
            gateway.kill();
            gateway.start();

            HttpResponse<String> again = invoke(gateway, "a", DONE).get(60, TimeUnit.SECONDS);
            assertThat(again.body()).isEqualTo(first.body());
            HttpResponse<String> cutOff = invoke(gateway, "b", CUT_OFF).get(60, TimeUnit.SECONDS);
            assertThat(cutOff.statusCode()).isEqualTo(400);
            assertThat(Wire.JSON.readTree(cutOff.body()).at("/error/message").asText()).contains("outcome is unknown");
            assertThat(ran(gateway)).containsExactly("done", "cut");
        }
    }

    private CompletableFuture<HttpResponse<String>> invoke(Gateway gateway, String key, String command) {
        JsonNode body = Wire.JSON.createObjectNode().put("tool", "exec").put("idempotencyKey", key)
                .set("args", Wire.JSON.createObjectNode().put("command", command));
        return http.sendAsync(HttpRequest.newBuilder(gateway.page("tools/invoke")).header("Authorization", "Bearer " + Gateway.TOKEN)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString())).build(), BodyHandlers.ofString());
    }

    private static List<String> ran(Gateway gateway) {
        Path file = gateway.home().resolve("agents/main/workspace/keyed.txt");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
