package dev.chela.core.schedule;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code cron}.
 *
 * @param enabled whether anything runs by itself
 * @param skipMissedJobs what was missed while the gateway was down is not made up for, where a job does not say otherwise
 * @param webhookToken sent with what is POSTed
 * @param sessionRetention how long conversations of single runs are kept
 * @param runRetention how long the log of runs is kept
 * @param webhookSsrfPolicy where results may be POSTed to
 */
public record CronConfig(
        @Nullable Boolean enabled, @Nullable Boolean skipMissedJobs, @Nullable Secret webhookToken, @Nullable Duration sessionRetention,
        @Nullable Duration runRetention, @Nullable Alert failureAlert, @Nullable SsrfPolicy webhookSsrfPolicy) {
    public CronConfig {
        enabled = enabled == null || enabled;
        skipMissedJobs = skipMissedJobs != null && skipMissedJobs;
        sessionRetention = sessionRetention == null ? Duration.ofHours(24) : sessionRetention;
        runRetention = runRetention == null ? Duration.ofDays(7) : runRetention;
        webhookSsrfPolicy = webhookSsrfPolicy == null ? new SsrfPolicy(null, null) : webhookSsrfPolicy;
    }

    /**
     * Where results may be POSTed to besides the public internet.
     *
     * @param allowedHostnames within the house: {@code name} or {@code name:port}
     * @param dangerouslyAllowPrivateNetwork anywhere
     */
    public record SsrfPolicy(@Nullable List<String> allowedHostnames, @Nullable Boolean dangerouslyAllowPrivateNetwork) {
        public SsrfPolicy {
            allowedHostnames = allowedHostnames == null ? List.of() : List.copyOf(allowedHostnames);
            dangerouslyAllowPrivateNetwork = dangerouslyAllowPrivateNetwork != null && dangerouslyAllowPrivateNetwork;
        }
    }

    /** What holds where a job says nothing. @param after so many failures in a row @param cooldownMs between two alerts of a job */
    public record Alert(
            @Nullable Boolean enabled, @Range(min = 1) @Nullable Integer after, @Range(min = 0) @Nullable Long cooldownMs,
            @Nullable String mode, @Nullable String channel, @Nullable String to, @Nullable String accountId) {}
}
