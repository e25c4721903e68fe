package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.testkit.model.FakeModel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** OpenAI's own client, pointed at the distribution. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiClientIT {
    private static final String WEATHER = "tool weather {\"city\":\"Rome\"}";

    private FakeModel model;
    private Gateway gateway;
    private OpenAIClient client;

    @BeforeAll
    void open() {
        model = FakeModel.start();
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("gateway: {",
                "gateway: { http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } },"), Jdk.ofTheBuild());
        client = client(Gateway.TOKEN);
    }

    @AfterAll
    void close() {
        try {
            client.close();
            gateway.close();
        } finally {
            model.close();
        }
    }

    private OpenAIClient client(String key) {
        URI v1 = gateway.page("v1");
        return OpenAIOkHttpClient.builder().baseUrl(v1.toString()).apiKey(key).maxRetries(0).build();
    }

    private static ChatCompletionCreateParams.Builder chat(String text) {
        return ChatCompletionCreateParams.builder().model("openclaw").addUserMessage(text);
    }

    private static ResponseCreateParams.Builder response(String text) {
        return ResponseCreateParams.builder().model("openclaw").input(text);
    }

    private static String text(Response response) {
        return response.output().stream().flatMap(item -> item.message().stream()).flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream()).map(text -> text.text()).collect(Collectors.joining());
    }

    @Test
    void a_chat_is_completed() {
        ChatCompletion said = client.chat().completions().create(chat("echo good day").build()).validate();
        assertThat(said.choices().get(0).message().content()).hasValue("good day");
        assertThat(said.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(said.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void a_chat_is_streamed() {
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(chat("count 30 [delay=5]").build())) {
            List<String> words = stream.stream().flatMap(chunk -> chunk.validate().choices().stream())
                    .flatMap(choice -> choice.delta().content().stream()).filter(word -> !word.isEmpty()).toList();
            assertThat(words).hasSizeGreaterThan(3);
            assertThat(String.join("", words)).startsWith("1 2 3").endsWith("29 30");
        }
    }

    @Test
    void a_chat_calls_the_programs_function_and_goes_on_from_its_result() {
        ChatCompletionCreateParams.Builder talk = chat(WEATHER).addTool(ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder().name("weather").description("Tells the weather")
                        .parameters(FunctionParameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string")))).build())
                        .build())
                .build());
        ChatCompletion.Choice choice = client.chat().completions().create(talk.build()).validate().choices().get(0);
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        ChatCompletionMessageFunctionToolCall call = choice.message().toolCalls().orElseThrow().get(0).asFunction();
        assertThat(call.function().name()).isEqualTo("weather");
        assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Rome\"}");
        talk.addMessage(choice.message())
                .addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("it pours in Rome").build());
        ChatCompletion after = client.chat().completions().create(talk.build());
        assertThat(after.choices().get(0).message().content()).hasValueSatisfying(text -> assertThat(text).contains("it pours in Rome"));
    }

    @Test
    void a_user_is_remembered() {
        client.chat().completions().create(chat("echo first").user("rita").build());
        client.chat().completions().create(chat("echo second").user("rita").build());
        assertThat(model.last().body().path("messages").toString()).contains("echo first", "echo second");
    }

    @Test
    void a_session_named_by_header_is_shared_by_both_endpoints() {
        client.chat().completions().create(chat("echo by chat").putAdditionalHeader("x-openclaw-session-key", "shared").build());
        client.responses().create(response("echo by response").putAdditionalHeader("x-openclaw-session-key", "shared").build());
        assertThat(model.last().body().path("messages").toString()).contains("echo by chat", "echo by response");
    }

    @Test
    void who_names_no_session_is_not_remembered() {
        client.chat().completions().create(chat("echo a secret").build());
        client.chat().completions().create(chat("echo another").build());
        assertThat(model.last().body().path("messages").toString()).contains("echo another").doesNotContain("echo a secret");
    }

    @Test
    void a_response_is_created_and_gone_on_from() {
        Response first = client.responses().create(response("echo one").build()).validate();
        assertThat(text(first)).isEqualTo("one");
        Response second = client.responses().create(response("echo two").previousResponseId(first.id()).build());
        assertThat(text(second)).isEqualTo("two");
        assertThat(model.last().body().path("messages").toString()).contains("echo one", "echo two");
    }

    @Test
    void a_response_is_streamed() {
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(response("count 30 [delay=5]").build())) {
            List<ResponseStreamEvent> events = stream.stream().map(ResponseStreamEvent::validate).toList();
            String words = events.stream().flatMap(event -> event.outputTextDelta().stream()).map(delta -> delta.delta())
                    .collect(Collectors.joining());
            assertThat(words).startsWith("1 2 3").endsWith("29 30");
            assertThat(text(events.get(events.size() - 1).asCompleted().response())).isEqualTo(words);
        }
    }

    @Test
    void a_response_calls_the_programs_function_and_goes_on_from_its_result() {
        FunctionTool weather = FunctionTool.builder().name("weather").strict(false)
                .parameters(FunctionTool.Parameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string")))).build())
                .build();
        Response asking = client.responses().create(response(WEATHER).addTool(weather).build()).validate();
        ResponseFunctionToolCall call = asking.output().stream().flatMap(item -> item.functionCall().stream()).findFirst().orElseThrow();
        assertThat(call.arguments()).isEqualTo("{\"city\":\"Rome\"}");
        Response after = client.responses().create(ResponseCreateParams.builder().model("openclaw").addTool(weather)
                .previousResponseId(asking.id())
                .inputOfResponse(List.of(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                        .callId(call.callId()).output("it pours in Rome").build())))
                .build());
        assertThat(text(after)).contains("it pours in Rome");
    }

    @Test
    void models_are_listed() {
        assertThat(client.models().list().data()).extracting(each -> each.id()).contains("openclaw", "openclaw/main");
        assertThat(client.models().retrieve("openclaw/main").id()).isEqualTo("openclaw/main");
    }

    @Test
    void what_is_wrong_is_an_error_of_the_clients_own() {
        assertThatThrownBy(() -> client.chat().completions().create(chat("hello").model("gpt-4").build()))
                .isInstanceOfSatisfying(BadRequestException.class, wrong -> assertThat(wrong.param()).hasValue("model"));
        OpenAIClient stranger = client("not-the-token");
        try {
            assertThatThrownBy(() -> stranger.chat().completions().create(chat("hello").build())).isInstanceOf(UnauthorizedException.class);
        } finally {
            stranger.close();
        }
    }
}
