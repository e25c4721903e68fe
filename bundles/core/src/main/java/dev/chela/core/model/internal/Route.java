package dev.chela.core.model.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.Pace;
import dev.chela.api.task.Cancellation;
import dev.chela.core.guest.Bounds;
import dev.chela.core.guest.Desk;
import dev.chela.core.model.FaultKind;
import dev.chela.core.net.GuardedModels;
import dev.chela.core.net.Passage;
import dev.chela.core.net.TurnClients;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * A model, who speaks for it, and with what. {@code levels}: how hard its provider's models can be told to think; {@code fast}: whether it
 * has a faster service there.
 */
record Route(
        ModelRef ref,
        ModelProvider provider,
        Desk desk,
        URI baseUrl,
        String credential,
        Map<String, String> headers,
        Duration idle,
        int maxTokens,
        int contextWindow,
        List<String> levels,
        boolean fast,
        String thinking,
        Pace pace) {
    static final String WITHDRAWN = "the plugin of its provider was withdrawn or replaced";

    Route within(Duration shorter) {
        return new Route(ref, provider, desk, baseUrl, credential, headers, shorter, maxTokens, contextWindow, levels, fast, thinking, pace);
    }

    Route with(String otherCredential) {
        return new Route(ref, provider, desk, baseUrl, otherCredential, headers, idle, maxTokens, contextWindow, levels, fast, thinking, pace);
    }

    /** @param level one of {@link #levels} */
    Route thinking(String level) {
        return new Route(ref, provider, desk, baseUrl, credential, headers, idle, maxTokens, contextWindow, levels, fast, level, pace);
    }

    /** Nothing changes where there is no choice. */
    Route at(Pace wanted) {
        return fast ? new Route(ref, provider, desk, baseUrl, credential, headers, idle, maxTokens, contextWindow, levels, true, thinking, wanted) : this;
    }

    /** What the host caused stays as it is; what a provider's code threw of itself is a mistake of that code. */
    RuntimeException told(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof Permanent refused && FaultKind.of(refused) == FaultKind.AUTH) {
                return new Permanent(refused.getMessage() + ". If its key is wrong or old: " + keyPlaces(), refused.getCause());
            }
            if (at instanceof Fault || at instanceof CancellationException) {
                return (RuntimeException) at;
            }
            if (at instanceof JsonProcessingException) {
                return new Transient(ref + " sent a part of its answer that is not JSON", Duration.ZERO);
            }
        }
        return new Defect("the bundle of the provider " + provider.id() + " failed: " + error, error);
    }

    /** Where its credential may be set. */
    String keyPlaces() {
        return keyPlaces(ref.provider(), keyNames(ref.provider(), provider));
    }

    static String keyPlaces(String id, List<String> names) {
        String place = "set models.providers." + id + ".apiKey";
        return names.isEmpty() ? place : place + ", or " + String.join(" or ", names) + " in the environment";
    }

    /** The variables that a provider's key is looked up by. */
    static List<String> keyNames(String id, ModelProvider provider) {
        return provider.id().equals(id)
                ? provider.info().credentialEnv()
                : List.of(id.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY");
    }

    ModelAccess access(TurnClients clients, Cancellation token) {
        return access(clients, token, () -> {});
    }

    /** @param pause as {@link TurnClients#bind(Cancellation, Duration, Runnable)} calls it */
    ModelAccess access(TurnClients clients, Cancellation token, Runnable pause) {
        Bounds bounds = desk.bounds();
        Passage passage = new Passage(to -> bounds.network(to, ownersHosts()), desk::traffic);
        return new Access(this, new GuardedModels(clients.bind(token, idle, pause), passage), token);
    }

    /** Where it speaks, unless that is its own word. */
    private Set<String> ownersHosts() {
        return baseUrl.getHost() == null || baseUrl.toString().equals(provider.info().defaultUrl()) ? Set.of()
                : Set.of(baseUrl.getHost().toLowerCase(Locale.ROOT));
    }

    private record Access(Route route, HttpClientBuilder http, Cancellation cancellation) implements ModelAccess {
        @Override
        public URI baseUrl() {
            return route.baseUrl;
        }

        @Override
        public String credential() {
            return route.credential;
        }

        @Override
        public Map<String, String> headers() {
            return route.headers;
        }

        @Override
        public Duration idle() {
            return route.idle;
        }

        @Override
        public int maxTokens() {
            return route.maxTokens;
        }

        @Override
        public int contextWindow() {
            return route.contextWindow;
        }

        @Override
        public String thinking() {
            return route.thinking;
        }

        @Override
        public Pace pace() {
            return route.pace;
        }

        /** The credential stays out of logs, also by accident. */
        @Override
        public String toString() {
            return "access to " + route.ref;
        }
    }

    @Override
    public String toString() {
        return ref + " by " + provider.id() + " at " + baseUrl;
    }
}
