package dev.chela.model.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.model.ModelProvider;
import dev.chela.api.task.Cancellation;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.ModelProviderContract;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

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
}
