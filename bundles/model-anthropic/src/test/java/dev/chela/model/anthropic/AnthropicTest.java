package dev.chela.model.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.task.Cancellation;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Heard;
import dev.chela.testkit.model.ModelProviderContract;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.output.TokenUsage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicTest extends ModelProviderContract {
    private static final SystemClock CLOCK = new SystemClock();
    private static final JdkHttp HTTP = new JdkHttp(CLOCK);

    @AfterAll
    static void close() {
        HTTP.close();
        CLOCK.close();
    }

    private String credential = "sk-ant-api-0123456789";
    private URI base;

    @Override
    protected String credential() {
        return credential;
    }

    @Override
    protected ModelProvider provider() {
        return new Anthropic();
    }

    @Override
    protected URI baseUrl(FakeModel server) {
        return base == null ? server.v1() : base;
    }

    @Override
    protected HttpClientBuilder http(Cancellation token, Duration idle) {
        return HTTP.bind(token, idle);
    }

    @Override
    protected Map<String, String> credentialHeader(String credential) {
        return Map.of("x-api-key", credential);
    }

    @Test
    void counts_what_went_through_a_cache_as_part_of_the_prompt() {
        TokenUsage usage = ask("echo one two three [cached=5]").response().tokenUsage();
        CountedTokens counted = provider().counted(usage);
        assertThat(counted.cacheRead()).isEqualTo(5);
        assertThat(counted.cacheWrite()).isEqualTo(1);
        assertThat(counted.inputTokenCount()).isEqualTo(usage.inputTokenCount() + 6);
        assertThat(counted.outputTokenCount()).isEqualTo(3);
    }

    @Test
    void a_subscription_token_goes_into_the_authorization_header_with_its_beta() {
        credential = "sk-ant-oat01-0123456789";
        ask("echo hi");
        assertThat(server.last().headers())
                .containsEntry("authorization", "Bearer sk-ant-oat01-0123456789")
                .containsEntry("anthropic-beta", "oauth-2025-04-20")
                .doesNotContainKey("x-api-key");
        assertThat(provider().models(access(Duration.ofSeconds(5)))).isNotEmpty();
        assertThat(server.last().headers()).doesNotContainKey("x-api-key");
    }

    @Test
    void the_version_is_added_to_an_address_without_a_path() {
        base = server.root();
        ask("echo hi");
        assertThat(server.last().path()).isEqualTo("/v1/messages");
        assertThat(server.last().body().path("max_tokens").asInt()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"minimal,1024", "low,2048", "medium,8192", "high,16384"})
    void a_level_of_thinking_is_a_budget_that_leaves_room_for_the_answer(String level, int budget) {
        JsonNode body = asked(level, UserMessage.from("echo hi"));
        assertThat(body.path("thinking").path("type").asText()).isEqualTo("enabled");
        assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(budget);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(budget + 100);
    }

    @Test
    void thinking_can_be_forbidden_or_left_to_the_model() {
        assertThat(asked("off", UserMessage.from("echo hi")).path("thinking").toString()).isEqualTo("{\"type\":\"disabled\"}");
        assertThat(asked("", UserMessage.from("echo hi")).has("thinking")).isFalse();
    }

    @Test
    void signed_thoughts_stand_before_the_call_that_they_led_to() {
        ToolExecutionRequest call = ToolExecutionRequest.builder().id("c1").name("read").arguments("{}").build();
        AiMessage thought = AiMessage.builder().thinking("it is in the file").attributes(Map.of("thinking_signature", "sig-1"))
                .toolExecutionRequests(List.of(call)).build();
        JsonNode body = asked("low", UserMessage.from("echo hi"), thought, ToolExecutionResultMessage.from(call, "found"));
        JsonNode first = body.path("messages").path(1).path("content").path(0);
        assertThat(first.path("type").asText()).isEqualTo("thinking");
        assertThat(first.path("thinking").asText()).isEqualTo("it is in the file");
        assertThat(first.path("signature").asText()).isEqualTo("sig-1");
    }

    private JsonNode asked(String level, ChatMessage... messages) {
        Heard heard = new Heard();
        provider().open("fake-1", access(Duration.ofSeconds(60), level)).chat(request(messages), heard);
        assertThat(heard.error()).isNull();
        return server.last().body();
    }
}
