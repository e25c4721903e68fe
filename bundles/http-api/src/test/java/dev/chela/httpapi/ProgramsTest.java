package dev.chela.httpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.user.Profiles;
import dev.chela.httpapi.internal.tools.ToolGate;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs ask beside conversations: names of models, tools, measurements. */
class ProgramsTest {
    @TempDir
    private Path root;
    private ApiHouse house;

    @BeforeEach
    void open() {
        house = new ApiHouse(root);
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private HttpResponse<String> invoke(String body) throws Exception {
        return house.post("/tools/invoke", body).get(60, TimeUnit.SECONDS);
    }

    @Test
    void the_models_are_the_agents() throws Exception {
        JsonNode list = ApiHouse.json(house.get("/v1/models"));
        assertThat(list.path("data").findValuesAsText("id")).contains("openclaw", "openclaw/default", "openclaw/main", "chela");
        assertThat(ApiHouse.json(house.get("/v1/models/openclaw/main")).path("id").asText()).isEqualTo("openclaw/main");
        assertThat(ApiHouse.json(house.get("/v1/models/openclaw%2Fmain")).path("id").asText()).as("as OpenAI's clients ask").isEqualTo("openclaw/main");
        assertThat(house.get("/v1/models/gpt-4").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> embed(String body, String... headers) throws Exception {
        return house.post("/v1/embeddings", body, headers).get(60, TimeUnit.SECONDS);
    }

    @Test
    void embeds_by_the_model_that_is_named_beside_the_agent() throws Exception {
        JsonNode answer = ApiHouse.json(embed("{\"model\":\"openclaw\",\"input\":[\"a\",\"boat\"]}", "x-openclaw-model", "fake/looks"));
        assertThat(answer.path("model").asText()).isEqualTo("fake/looks");
        assertThat(answer.at("/data/1/embedding").toString()).isEqualTo("[4.0,0.5]");
        assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);

        JsonNode packed = ApiHouse.json(embed(
                "{\"model\":\"openclaw/main\",\"input\":\"a\",\"encoding_format\":\"base64\"}", "x-chela-model", "fake/looks"));
        assertThat(packed.at("/data/0/embedding").asText()).isEqualTo("AACAPwAAAD8=");
    }

    @Test
    void says_why_nothing_is_embedded() throws Exception {
        HttpResponse<String> none = embed("{\"model\":\"openclaw\",\"input\":\"a\"}");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(ApiHouse.json(none).at("/error/code").asText()).isEqualTo("embeddings_unavailable");
        assertThat(none.body()).contains("memorySearch.provider");
        assertThat(embed("{\"model\":\"openclaw\",\"input\":\"a\"}", "x-openclaw-model", "away/x").body()).contains("no model provider");
        assertThat(embed("{\"model\":\"openclaw\",\"input\":\"a\"}", "x-openclaw-model", "x").statusCode()).isEqualTo(400);
        assertThat(embed("{\"model\":\"openclaw\",\"input\":[]}").body()).contains("`input`");
        assertThat(embed("{\"model\":\"openclaw\",\"input\":[1]}").body()).contains("`input`");
        assertThat(embed("{\"model\":\"gpt-4\",\"input\":\"a\"}").body()).contains("is no agent");
    }

    @Test
    void invokes_a_tool() throws Exception {
        HttpResponse<String> answer = invoke("{\"tool\":\"greet\",\"args\":{\"name\":\"Ann\"}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ApiHouse.json(answer).at("/result/content/0/text").asText()).isEqualTo("Hello Ann");
        assertThat(ApiHouse.json(invoke("{\"name\":\"greet\",\"dryRun\":true}")).path("dryRun").asBoolean()).isTrue();
    }

    @Test
    void a_call_with_a_key_has_one_answer() throws Exception {
        String body = "{\"tool\":\"greet\",\"args\":{\"name\":\"Ann\"},\"idempotencyKey\":\"one\"}";
        assertThat(invoke(body).body()).isEqualTo(invoke(body).body()).contains("Hello Ann");
        HttpResponse<String> other = invoke(body.replace("Ann", "Bob"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(ApiHouse.json(other).at("/error/type").asText()).isEqualTo("idempotency_conflict");
        HttpResponse<String> header = house.post("/tools/invoke", "{\"tool\":\"greet\",\"args\":{\"name\":\"Bob\"}}", "idempotency-key", "one")
                .get(60, TimeUnit.SECONDS);
        assertThat(header.statusCode()).isEqualTo(409);
        assertThat(invoke("{\"tool\":\"greet\",\"idempotencyKey\":7}").body()).contains("idempotencyKey");
    }

    @Test
    void a_person_s_picture_is_shown_to_whoever_has_the_token() throws Exception {
        assertThat(house.get("/api/users/owner/avatar").statusCode()).isEqualTo(404);
        house.profiles.picture("owner", new Profiles.Picture("image/png", "no png".getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> picture = house.get("/api/users/owner/avatar?v=1");
        assertThat(picture.body()).isEqualTo("no png");
        assertThat(picture.headers().firstValue("content-type")).hasValue("image/png");
        assertThat(house.get("/api/users/nobody/avatar").statusCode()).isEqualTo(404);
        assertThat(house.get("/api/users/avatar").statusCode()).isEqualTo(404);
    }

    @Test
    void does_not_invoke_what_is_not_there_or_not_for_programs() throws Exception {
        assertThat(invoke("{\"tool\":\"nothing\"}").statusCode()).isEqualTo(404);
        HttpResponse<String> never = invoke("{\"tool\":\"apply_patch\",\"args\":{\"name\":\"Ann\"}}");
        assertThat(never.statusCode()).isEqualTo(404);
        assertThat(ApiHouse.json(never).at("/error/type").asText()).isEqualTo("not_found");
        house.gate.apply(new ToolGate.Settings(List.of("greet"), null));
        assertThat(invoke("{\"tool\":\"greet\",\"args\":{\"name\":\"Ann\"}}").statusCode()).isEqualTo(404);
    }

    @Test
    void names_what_is_wrong_with_a_call() throws Exception {
        assertThat(invoke("{}").body()).contains("name");
        assertThat(invoke("[]").statusCode()).isEqualTo(400);
        assertThat(invoke("{\"tool\":\"greet\",\"args\":7}").body()).contains("args");
        HttpResponse<String> wrong = invoke("{\"tool\":\"greet\",\"args\":{\"nam\":\"Ann\"}}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(ApiHouse.json(wrong).at("/error/type").asText()).isEqualTo("tool_error");
        assertThat(invoke("{\"tool\":\"greet\",\"args\":{\"name\":\"" + "x".repeat(2 << 20) + "\"}}").statusCode()).isEqualTo(413);
    }

    /** The run's end is told to one listener after the other. */
    private HttpResponse<String> whenCounted() throws Exception {
        HttpResponse<String> text = house.get("/metrics");
        while (text.body().contains("chela_runs_total{state=\"ok\"} 0")) {
            text = house.get("/metrics");
        }
        return text;
    }

    @Test
    void measures_what_happens() throws Exception {
        house.talk.say("a", "hello");
        house.talk.model.next().answer("hi");
        house.talk.end("a");
        Desk roller = house.talk.house.guests.admit(new Guest(99, "dev.roller", "1.0.0"));
        roller.traffic().sent(12);
        roller.here("roll", () -> {
            throw new IllegalStateException("cold");
        });
        HttpResponse<String> text = assertTimeoutPreemptively(Duration.ofMinutes(1), this::whenCounted);
        assertThat(text.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body().lines()).contains("# TYPE chela_runs_total counter", "chela_runs_total{state=\"ok\"} 1",
                "chela_connections 0", "chela_queue_depth{queue=\"inbox\"} 0", "chela_plugin_calls_total{plugin=\"dev.roller\",version=\"1.0.0\"} 1",
                "chela_plugin_faults_total{plugin=\"dev.roller\",version=\"1.0.0\"} 1", "chela_plugin_running{plugin=\"dev.roller\",version=\"1.0.0\"} 0",
                "chela_plugin_sent_bytes_total{plugin=\"dev.roller\",version=\"1.0.0\"} 12")
                .allMatch(line -> line.matches("# (HELP|TYPE) \\w+ .+|\\w+(\\{\\w+=\"[^\"]+\"(,\\w+=\"[^\"]+\")*\\})? -?[0-9.eE+-]+"));
    }
}
