package dev.chela.core.hook;

import dev.chela.api.config.Range;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the section {@code hooks} says of every hook. Other rooms claim their own keys of the section with records of their own.
 *
 * @param timeoutMs how long one hook may take
 */
public record HooksConfig(@Range(min = 10, max = 600_000) @Nullable Duration timeoutMs) {
    private static final Duration USUAL = Duration.ofSeconds(15);

    public HooksConfig {
        timeoutMs = timeoutMs == null ? USUAL : timeoutMs;
    }
}
