package dev.chela.model.ollama;

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

class OllamaTest extends ModelProviderContract {
    private static final SystemClock CLOCK = new SystemClock();
    private static final JdkHttp HTTP = new JdkHttp(CLOCK);

    @AfterAll
    static void close() {
        HTTP.close();
        CLOCK.close();
    }

    @Override
    protected ModelProvider provider() {
        return new Ollama();
    }

    @Override
    protected URI baseUrl(FakeModel server) {
        return server.root();
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
    void tells_ollama_how_much_to_read_and_to_write() {
        ask("echo hi");
        assertThat(server.last().path()).isEqualTo("/api/chat");
        assertThat(server.last().body().at("/options/num_ctx").asInt()).isEqualTo(32_768);
        assertThat(server.last().body().at("/options/num_predict").asInt()).isEqualTo(100);
    }
}
