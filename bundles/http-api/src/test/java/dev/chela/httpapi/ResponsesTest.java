package dev.chela.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.json.Json;
import dev.chela.core.turn.internal.PacedModel;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesTest {
    private static final String PATH = "/v1/responses";

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

    private JsonNode answered(CompletableFuture<HttpResponse<String>> response) throws Exception {
        HttpResponse<String> answer = response.get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiHouse.json(answer);
    }

    @Test
    void answers_and_goes_on_from_an_earlier_answer() throws Exception {
        var first = house.post(PATH, "{\"model\":\"openclaw:main\",\"input\":\"first\",\"instructions\":\"Be kind.\"}");
        PacedModel.Asked asked = house.talk.model.next();
        assertThat(asked.messages().get(0).toString()).contains("Be kind.");
        asked.answer("one");
        JsonNode said = answered(first);
        assertThat(said.path("object").asText()).isEqualTo("response");
        assertThat(said.path("status").asText()).isEqualTo("completed");
        assertThat(said.at("/output/0/content/0/text").asText()).isEqualTo("one");
        var second = house.post(PATH, "{\"model\":\"openclaw\",\"previous_response_id\":\"" + said.path("id").asText()
                + "\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"second\"}]}]}");
        PacedModel.Asked again = house.talk.model.next();
        assertThat(again.heard()).containsExactly("first", "second");
        again.answer("two");
        assertThat(answered(second).at("/output/0/content/0/text").asText()).isEqualTo("two");
    }

    @Test
    void hands_calls_to_the_program_and_takes_their_results() throws Exception {
        String tools = "\"tools\":[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}]";
        var first = house.post(PATH, "{\"model\":\"openclaw\",\"input\":\"rain?\"," + tools + "}");
        house.talk.model.next().callWith("c1", "weather", "{\"city\":\"Rome\"}");
        JsonNode call = answered(first).at("/output/0");
        assertThat(call.path("type").asText()).isEqualTo("function_call");
        assertThat(call.path("arguments").asText()).isEqualTo("{\"city\":\"Rome\"}");
        var second = house.post(PATH, "{\"model\":\"openclaw\"," + tools + ",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\""
                + call.path("call_id").asText() + "\",\"output\":\"it pours\"}]}");
        PacedModel.Asked again = house.talk.model.next();
        assertThat(again.results()).containsExactly("it pours");
        again.answer("yes");
        answered(second);
    }

    @Test
    void streams_numbered_events() throws Exception {
        var opened = CompletableFuture.supplyAsync(() -> {
            try {
                return house.stream(PATH, "{\"model\":\"openclaw\",\"stream\":true,\"input\":\"count\"}");
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
        });
        PacedModel.Asked asked = house.talk.model.next();
        asked.stream("one ").answer("two");
        List<String> lines = opened.get(60, TimeUnit.SECONDS).body().filter(line -> line.startsWith("data: ")).toList();
        List<JsonNode> events = lines.subList(0, lines.size() - 1).stream().map(line -> Json.read(line.substring(6))).toList();
        assertThat(lines).last().isEqualTo("data: [DONE]");
        assertThat(events).extracting(event -> event.path("type").asText()).filteredOn(type -> !type.endsWith("text.delta"))
                .containsExactly("response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                        "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed");
        assertThat(events).extracting(event -> event.path("sequence_number").asInt())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, events.size()).boxed().toList());
        assertThat(events.get(events.size() - 1).at("/response/output/0/content/0/text").asText()).isEqualTo("one two");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "input|{\"model\":\"openclaw\"}",
        "input[0].type|{\"model\":\"openclaw\",\"input\":[{\"type\":\"smell\"}]}",
        "input[0].call_id|{\"model\":\"openclaw\",\"input\":[{\"type\":\"function_call_output\",\"output\":\"a\"}]}",
        "previous_response_id|{\"model\":\"openclaw\",\"input\":\"a\",\"previous_response_id\":\"resp_nobody\"}",
        "tools[0].type|{\"model\":\"openclaw\",\"input\":\"a\",\"tools\":[{\"type\":\"web_search\"}]}",
        "text.format.type|{\"model\":\"openclaw\",\"input\":\"a\",\"text\":{\"format\":{\"type\":\"verse\"}}}",
        "conversation|{\"model\":\"openclaw\",\"input\":\"a\",\"conversation\":\"conv_1\"}",
        "tool_choice|{\"model\":\"openclaw\",\"input\":\"a\",\"tool_choice\":\"required\"}",
    })
    void what_is_wrong_is_named(String field, String body) throws Exception {
        HttpResponse<String> response = house.post(PATH, body).get(60, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ApiHouse.json(response).at("/error/param").asText()).isEqualTo(field);
    }
}
