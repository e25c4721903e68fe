package dev.chela.core.model;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code auth}: further credentials of providers, beside the one that {@code models.providers} or the environment says.
 *
 * @param profiles by a name of the owner's; one without a key only describes, as OpenClaw's do
 * @param order by provider, the names of those that are used, the first before the others; {@code <provider>:default} is the one that
 *     stands elsewhere. Without an order all are used by turns
 * @param cooldowns how long what failed is used last
 */
public record AuthConfig(@Nullable Map<String, Profile> profiles, @Nullable Map<String, List<String>> order, @Nullable Cooldowns cooldowns) {
    public AuthConfig {
        cooldowns = cooldowns == null ? new Cooldowns(null, null, null, null) : cooldowns;
        profiles = profiles == null ? Map.of() : profiles;
        order = order == null ? Map.of() : order;
    }

    /**
     * @param billingBackoffHours for a provider that wants to be paid: doubled each time that it says so again. Ten minutes unless said
     * @param billingBackoffHoursByProvider the same for one provider
     * @param billingMaxHours no longer than so long, a day unless said
     * @param failureWindowHours after so long without a failure the next one counts as the first, a day unless said
     */
    public record Cooldowns(
            @Nullable @Range(min = 1, max = 720) Integer billingBackoffHours,
            @Nullable Map<String, Integer> billingBackoffHoursByProvider, @Nullable @Range(min = 1, max = 720) Integer billingMaxHours,
            @Nullable @Range(min = 1, max = 720) Integer failureWindowHours) {
        private static final Duration UNSAID = Duration.ofMinutes(10);
        private static final int DAY = 24;

        public Cooldowns {
            billingBackoffHoursByProvider = billingBackoffHoursByProvider == null ? Map.of() : billingBackoffHoursByProvider;
            billingBackoffHoursByProvider.forEach((provider, hours) -> {
                if (hours < 1) {
                    throw new IllegalArgumentException("billingBackoffHoursByProvider." + provider + " must be at least 1, not " + hours);
                }
            });
        }

        /** @param failures how often in a row, at least 1 */
        public Duration billing(String provider, int failures) {
            Integer hours = billingBackoffHoursByProvider.getOrDefault(provider, billingBackoffHours);
            if (hours == null) {
                return UNSAID;
            }
            Duration most = Duration.ofHours(billingMaxHours == null ? DAY : billingMaxHours);
            Duration wanted = Duration.ofHours(hours).multipliedBy(1L << Math.min(failures - 1, 10));
            return wanted.compareTo(most) < 0 ? wanted : most;
        }

        public Duration window() {
            return Duration.ofHours(failureWindowHours == null ? DAY : failureWindowHours);
        }
    }

    /** @param mode how the provider is told who asks, {@code api_key} for example @param email whose it is, for people */
    public record Profile(@Nullable String provider, @Nullable String mode, @Nullable String email, @Nullable Secret apiKey) {
        public Profile {
            provider = provider == null ? "" : provider;
            apiKey = apiKey == null ? new Secret("") : apiKey;
        }
    }
}
