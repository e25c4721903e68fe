package dev.chela.core.model;

import dev.chela.api.config.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code auth}: further credentials of providers, beside the one that {@code models.providers} or the environment says.
 *
 * @param profiles by a name of the owner's; one without a key only describes, as OpenClaw's do
 * @param order by provider, the names of those that are used, the first before the others; {@code <provider>:default} is the one that
 *     stands elsewhere. Without an order all are used by turns
 */
public record AuthConfig(@Nullable Map<String, Profile> profiles, @Nullable Map<String, List<String>> order) {
    public AuthConfig {
        profiles = profiles == null ? Map.of() : profiles;
        order = order == null ? Map.of() : order;
    }

    /** @param mode how the provider is told who asks, {@code api_key} for example @param email whose it is, for people */
    public record Profile(@Nullable String provider, @Nullable String mode, @Nullable String email, @Nullable Secret apiKey) {
        public Profile {
            provider = provider == null ? "" : provider;
            apiKey = apiKey == null ? new Secret("") : apiKey;
        }
    }
}
