package dev.chela.core.errand.internal;

import dev.chela.api.config.Range;
import org.jspecify.annotations.Nullable;

/**
 * The part of the section {@code commands} that is about {@code /bash}.
 *
 * @param bash whether the owner may run commands by messages
 * @param bashForegroundMs how long such a command holds the conversation's orders before it goes to the background
 */
public record BashConfig(boolean bash, @Range(min = 0, max = 30_000) @Nullable Integer bashForegroundMs) {
    private static final int FOREGROUND = 2_000;

    public BashConfig {
        bashForegroundMs = bashForegroundMs == null ? FOREGROUND : bashForegroundMs;
    }
}
