package dev.chela.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.RunId;
import dev.chela.core.json.Json;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.internal.PacedModel;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatCompletionsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String WEATHER = """
            "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{}}}}]""";

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

    private static String body(String more, String... messages) {
        return "{\"model\":\"openclaw\"," + (more.isEmpty() ? "" : more + ",") + "\"messages\":[" + String.join(",", messages) + "]}";
    }

    private static String says(String role, String text) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}";
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Test
    void answers_with_what_the_run_said() throws Exception {
        var answer = house.post(PATH, body("", says("system", "Be kind."), says("user", "hello")));
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.heard()).containsExactly("hello");
        assertThat(asked.messages().get(0).toString()).contains("Be kind.");
        asked.answer("good day");
        HttpResponse<String> response = soon(answer);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode said = ApiHouse.json(response);
        assertThat(said.path("id").asText()).startsWith("chatcmpl_");
        assertThat(said.path("object").asText()).isEqualTo("chat.completion");
        assertThat(said.at("/choices/0/message/content").asText()).isEqualTo("good day");
        assertThat(said.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void streams_what_is_said_as_it_is_said() throws Exception {
        CompletableFuture<HttpResponse<Stream<String>>> stream = CompletableFuture.supplyAsync(() -> {
            try {
                return house.stream(PATH, body("\"stream\":true,\"stream_options\":{\"include_usage\":true}", says("user", "count")));
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
        });
        PacedModel.Asked asked = house.talk.model.next();
        HttpResponse<Stream<String>> response = soon(stream);
        assertThat(response.headers().firstValue("content-type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        asked.stream("one ").answer("two");
        List<String> data = response.body().filter(line -> line.startsWith("data: ")).map(line -> line.substring(6)).toList();
        assertThat(data).last().isEqualTo("[DONE]");
        List<JsonNode> chunks = data.subList(0, data.size() - 1).stream().map(Json::read).toList();
        assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(String.join("", chunks.stream().map(chunk -> chunk.at("/choices/0/delta/content").asText("")).toList()))
                .isEqualTo("one two");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(chunks.get(chunks.size() - 1).path("usage").path("total_tokens").isNumber()).isTrue();
    }

    @Test
    void a_user_has_a_session_that_hears_only_what_is_new() throws Exception {
        var first = house.post(PATH, body("\"user\":\"Ann\"", says("user", "first")));
        house.talk.model.next().answer("one");
        soon(first);
        var second = house.post(PATH, body("\"user\":\"Ann\"", says("user", "first"), says("assistant", "one"), says("user", "second")));
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.heard()).containsExactly("first", "second");
        asked.answer("two");
        soon(second);
        assertThat(house.talk.house.sessions.list()).extracting(session -> session.key().value())
                .containsExactly("agent:main:openai-user:ann");
    }

    @Test
    void without_a_user_each_request_is_a_conversation_of_its_own_told_in_full() throws Exception {
        var answer = house.post(PATH, body("", says("user", "first"), says("assistant", "one"), says("user", "second")));
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.heard()).singleElement().asString().contains("User: first", "Assistant: one", "second");
        asked.answer("two");
        soon(answer);
    }

    @ParameterizedTest
    @CsvSource({"x-openclaw-session-key", "x-chela-session-key"})
    void a_header_names_the_session(String header) throws Exception {
        var answer = house.post(PATH, body("", says("user", "hello")), header, "main");
        house.talk.model.next().answer("hi");
        soon(answer);
        assertThat(house.talk.story()).containsExactly("user: hello", "assistant: hi");
    }

    @Test
    void ends_with_the_calls_of_the_programs_functions_and_goes_on_from_their_results() throws Exception {
        var first = house.post(PATH, body(WEATHER, says("user", "rain?")));
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.offered()).contains("weather");
        asked.callWith("c1", "weather", "{\"city\":\"Rome\"}");
        JsonNode said = ApiHouse.json(soon(first));
        assertThat(said.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        JsonNode call = said.at("/choices/0/message/tool_calls/0");
        assertThat(call.at("/function/name").asText()).isEqualTo("weather");
        assertThat(call.at("/function/arguments").asText()).isEqualTo("{\"city\":\"Rome\"}");
        var second = house.post(PATH, body(WEATHER, says("user", "rain?"),
                "{\"role\":\"assistant\",\"tool_calls\":[" + Json.write(call) + "]}",
                "{\"role\":\"tool\",\"tool_call_id\":\"" + call.path("id").asText() + "\",\"content\":\"it pours\"}"));
        PacedModel.Asked again = house.talk.model.next();
        assertThat(again.heard()).containsExactly("rain?");
        assertThat(again.results()).containsExactly("it pours");
        again.answer("yes");
        assertThat(ApiHouse.json(soon(second)).at("/choices/0/message/content").asText()).isEqualTo("yes");
    }

    @Test
    void the_same_key_twice_is_one_run() throws Exception {
        var first = house.post(PATH, body("", says("user", "hello")), "Idempotency-Key", "k1");
        house.talk.model.next().answer("once");
        String id = ApiHouse.json(soon(first)).path("id").asText();
        JsonNode again = ApiHouse.json(soon(house.post(PATH, body("", says("user", "hello")), "Idempotency-Key", "k1")));
        assertThat(again.path("id").asText()).isEqualTo(id);
        assertThat(again.at("/choices/0/message/content").asText()).isEqualTo("once");
    }

    @Test
    void a_reader_that_goes_away_ends_its_run() throws Exception {
        var opened = CompletableFuture.supplyAsync(() -> {
            try {
                return house.open(PATH, body("\"stream\":true", says("user", "count")));
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
        });
        PacedModel.Asked asked = house.talk.model.next();
        RunId run = house.talk.house.turns.all().get(0).run();
        soon(opened).body().close();
        isEnded(run);
    }

    @Test
    void a_client_that_does_not_wait_for_its_answer_ends_its_run() throws Exception {
        String body = body("", says("user", "count"));
        RunId run;
        try (Socket socket = new Socket("127.0.0.1", house.at(PATH).getPort())) {
            socket.getOutputStream().write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ApiHouse.TOKEN
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            house.talk.model.next();
            run = house.talk.house.turns.all().get(0).run();
        }
        isEnded(run);
    }

    private void isEnded(RunId run) {
        assertThat(house.talk.house.turns.await(run, Duration.ofMinutes(1)))
                .hasValueSatisfying(end -> assertThat(end.state()).isEqualTo(Runs.State.ABORTED));
    }

    @Test
    void the_form_of_the_answer_is_told_to_the_model() throws Exception {
        var answer = house.post(PATH, body("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"town\","
                + "\"schema\":{\"required\":[\"river\"]}}}", says("user", "Rome")));
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.messages().get(0).toString()).contains("fit this JSON Schema: {\"required\":[\"river\"]}");
        asked.answer("{\"river\":\"Tiber\"}");
        soon(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "application/json|{\"model\":|not JSON at line 1",
        "application/xml|<model>openclaw</model>|sent as application/xml, is not JSON",
        "application/json|[1]|must be a JSON object",
    })
    void what_is_no_request_is_told_so(String type, String body, String reason) throws Exception {
        HttpResponse<String> response = soon(house.post(PATH, body, "Content-Type", type));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ApiHouse.json(response).at("/error/message").asText()).contains(reason);
        assertThat(ApiHouse.json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void what_is_too_large_is_told_how_large_it_may_be() throws Exception {
        HttpResponse<String> response = soon(house.post(PATH, "x".repeat((20 << 20) + 1)));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(ApiHouse.json(response).at("/error/message").asText()).contains("20971520 bytes");
    }

    @Test
    void a_model_that_fails_is_told_in_the_clients_shape() throws Exception {
        var answer = house.post(PATH, body("", says("user", "hello")));
        house.talk.model.next().fail(new dev.chela.api.fault.Permanent("the key is wrong"));
        HttpResponse<String> response = soon(answer);
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(ApiHouse.json(response).at("/error/message").asText()).contains("the key is wrong");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "messages|{\"model\":\"openclaw\"}",
        "model|{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "model|{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "messages[0].role|{\"model\":\"openclaw\",\"messages\":[{\"role\":\"king\",\"content\":\"a\"}]}",
        "messages[0].content|{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
        "messages[0].content[0].type|{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"smell\"}]}]}",
        "stream|{\"model\":\"openclaw\",\"stream\":\"yes\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "response_format.type|{\"model\":\"openclaw\",\"response_format\":{\"type\":\"verse\"},\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "functions|{\"model\":\"openclaw\",\"functions\":[],\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "n|{\"model\":\"openclaw\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "tools[0].function.name|{\"model\":\"openclaw\",\"tools\":[{\"type\":\"function\",\"function\":{}}],\"messages\":[]}",
    })
    void what_is_wrong_is_named(String field, String body) throws Exception {
        HttpResponse<String> response = soon(house.post(PATH, body));
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = ApiHouse.json(response).path("error");
        assertThat(error.path("param").asText()).isEqualTo(field);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void is_off_until_it_is_switched_on_and_needs_the_secret() throws Exception {
        house.switchOn(false);
        HttpResponse<String> off = soon(house.post(PATH, body("", says("user", "hello"))));
        assertThat(off.statusCode()).isEqualTo(404);
        assertThat(off.body()).contains("gateway.http.endpoints.chatCompletions.enabled");
        var unknown = java.net.http.HttpRequest.newBuilder(house.at(PATH + "?token=" + ApiHouse.TOKEN))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")).build();
        assertThat(java.net.http.HttpClient.newHttpClient()
                .send(unknown, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }
}
