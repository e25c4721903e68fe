package dev.chela.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.model.CountedTokens;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.Pace;
import dev.chela.api.task.Cancellation;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Heard;
import dev.chela.testkit.model.ModelProviderContract;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.output.TokenUsage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OpenAiTest extends ModelProviderContract {
    private static final SystemClock CLOCK = new SystemClock();
    private static final JdkHttp HTTP = new JdkHttp(CLOCK);

    @AfterAll
    static void close() {
        HTTP.close();
        CLOCK.close();
    }

    @Override
    protected ModelProvider provider() {
        return new OpenAi();
    }

    @Override
    protected URI baseUrl(FakeModel server) {
        return server.v1();
    }

    @Override
    protected HttpClientBuilder http(Cancellation token, Duration idle) {
        return HTTP.bind(token, idle);
    }

    @Override
    protected Map<String, String> credentialHeader(String credential) {
        return Map.of("authorization", "Bearer " + credential);
    }

    @Test
    void counts_what_came_from_a_cache_and_what_was_thought_as_parts_of_the_whole() {
        TokenUsage usage = ask("echo one two three [cached=2] [reasoned=1]").response().tokenUsage();
        CountedTokens counted = provider().counted(usage);
        assertThat(counted.cacheRead()).isEqualTo(2);
        assertThat(counted.reasoning()).isEqualTo(1);
        assertThat(counted.inputTokenCount()).isEqualTo(usage.inputTokenCount());
        assertThat(counted.outputTokenCount()).isEqualTo(3);
        assertThat(provider().counted(ask("echo hi").response().tokenUsage()).cacheRead()).isZero();
    }

    @Test
    void fast_is_the_tier_that_goes_first() {
        assertThat(tier(Pace.FAST)).isEqualTo("priority");
        assertThat(tier(Pace.STANDARD)).isEqualTo("default");
        assertThat(tier(Pace.USUAL)).isEmpty();
    }

    private String tier(Pace pace) {
        provider().open("fake-1", access(Duration.ofSeconds(60), "", pace)).chat(request(UserMessage.from("echo hi")), new Heard());
        return server.last().body().path("service_tier").asText();
    }

    @Test
    void asks_for_the_usage_and_bounds_the_answer() {
        ask("echo hi");
        assertThat(server.last().path()).isEqualTo("/v1/chat/completions");
        assertThat(server.last().body().at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(server.last().body().path("max_tokens").asInt()).isEqualTo(100);
    }
}
