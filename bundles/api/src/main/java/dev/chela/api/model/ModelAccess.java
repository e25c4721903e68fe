package dev.chela.api.model;

import dev.chela.api.task.Cancellation;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What one turn may use of a provider. Its HTTP ends with the turn's token, even before the first byte. */
@ProviderType
public interface ModelAccess {
    URI baseUrl();

    /** The API key or token; empty for a provider that needs none. */
    String credential();

    /** Additional headers from the configuration. */
    Map<String, String> headers();

    /** Bound to {@link #cancellation()}. A refused request is a fault that keeps the status and what Retry-After said. */
    HttpClientBuilder http();

    Cancellation cancellation();

    /** The longest silence between two parts of an answer. */
    Duration idle();

    /** The longest answer to ask for, in tokens; 0 leaves it to the model. */
    int maxTokens();

    /** One of the provider's {@link ModelProvider#thinkingLevels}; empty leaves it to the model. */
    String thinking();

    /** Another one than {@link Pace#USUAL} only at the provider's {@link ModelProvider#fastHosts}. */
    default Pace pace() {
        return Pace.USUAL;
    }

    /** How much the model may be given to read, in tokens, for servers that must be told; 0 when the configuration does not say. */
    int contextWindow();
}
