package dev.chela.core.model;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.core.usage.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The section {@code models} of the configuration, with OpenClaw's key names. */
public record ModelsConfig(@Nullable Mode mode, @Nullable Map<String, Provider> providers) {
    public static final ModelsConfig EMPTY = new ModelsConfig(null, null);

    public ModelsConfig {
        mode = mode == null ? Mode.MERGE : mode;
        providers = providers == null ? Map.of() : providers;
    }

    /** Whether the configured providers stand beside those that come with the installed bundles, or in their place. */
    public enum Mode {
        MERGE,
        REPLACE
    }

    /**
     * @param api how it speaks, {@code openai-completions} for example; empty for what the bundle of that name speaks
     * @param timeoutSeconds the longest silence; 0 for the default
     */
    public record Provider(
            @Nullable String baseUrl,
            @Nullable Secret apiKey,
            @Nullable Auth auth,
            @Nullable String api,
            @Nullable Map<String, String> headers,
            @Range(min = 0, max = 86_400) long timeoutSeconds,
            @Nullable List<Model> models) {
        public Provider {
            baseUrl = baseUrl == null ? "" : baseUrl;
            apiKey = apiKey == null ? new Secret("") : apiKey;
            api = api == null ? "" : api;
            headers = headers == null ? Map.of() : headers;
            models = models == null ? List.of() : models;
        }
    }

    /** How a provider is told who asks. The bundle of the provider sees it from the credential, so that this only documents it. */
    public enum Auth {
        API_KEY,
        TOKEN,
        OAUTH,
        NONE
    }

    /** @param input {@code text}, {@code image} */
    public record Model(
            String id,
            @Nullable String name,
            boolean reasoning,
            @Nullable List<String> input,
            @Nullable Cost cost,
            @Range(min = 0, max = Integer.MAX_VALUE) int contextWindow,
            @Range(min = 0, max = Integer.MAX_VALUE) int maxTokens) {
        public Model {
            if (id == null || id.isBlank()) {
                throw new IllegalArgumentException("a model needs an id, the name that its provider knows it by");
            }
            name = name == null ? id : name;
            input = input == null ? List.of("text") : input;
            cost = cost == null ? new Cost(0, 0, 0, 0) : cost;
        }
    }

    /** Money for a million tokens. Tokens that go through a cache cost what others do where nothing is said of them. */
    public record Cost(double input, double output, double cacheRead, double cacheWrite) {
        public Price price() {
            return new Price(BigDecimal.valueOf(input), BigDecimal.valueOf(output), BigDecimal.valueOf(cacheRead == 0 ? input : cacheRead),
                    BigDecimal.valueOf(cacheWrite == 0 ? input : cacheWrite));
        }
    }
}
