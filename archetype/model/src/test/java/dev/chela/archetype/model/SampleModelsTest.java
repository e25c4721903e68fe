package dev.chela.archetype.model;

import dev.chela.api.model.ModelProvider;
import dev.chela.api.task.Cancellation;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.ModelProviderContract;
import dev.chela.testkit.net.HostHttp;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract that every provider keeps, against a server on this machine. */
class SampleModelsTest extends ModelProviderContract {
    private final HostHttp host = new HostHttp();

    @AfterEach
    void close() {
        host.close();
    }

    @Override
    protected ModelProvider provider() {
        return new SampleModels();
    }

    @Override
    protected URI baseUrl(FakeModel server) {
        return server.v1();
    }

    @Override
    protected HttpClientBuilder http(Cancellation token, Duration idle) {
        return host.bind(token, idle);
    }

    @Override
    protected Map<String, String> credentialHeader(String credential) {
        return Map.of("authorization", "Bearer " + credential);
    }
}
