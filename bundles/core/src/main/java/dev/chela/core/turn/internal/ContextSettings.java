package dev.chela.core.turn.internal;

import dev.chela.api.config.Range;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the section {@code agents} says of how much of a conversation a model sees. */
record ContextSettings(@Nullable Defaults defaults) {
    static final ContextSettings USUAL = new ContextSettings(null);
    private static final int TOKENS = 20_000;
    private static final int SOFT = 4_000;
    private static final int QUARTER = 4;

    record Defaults(@Nullable Compaction compaction) {}

    Compaction compaction() {
        return Optional.ofNullable(defaults).map(Defaults::compaction).orElse(new Compaction(null, null, null));
    }

    /**
     * @param reserveTokensFloor of the model's window, left for the answer; no more than a quarter of it is
     * @param keepRecentTokens of the newest messages, which stay as they are; no more than a quarter of the conversation do
     */
    record Compaction(
            @Nullable @Range(min = 0, max = 1_000_000) Integer reserveTokensFloor,
            @Nullable @Range(min = 0, max = 1_000_000) Integer keepRecentTokens, @Nullable MemoryFlush memoryFlush) {
        /** From so many tokens on a conversation is shortened. */
        long limit(int window) {
            return window - Math.min(reserveTokensFloor == null ? TOKENS : reserveTokensFloor, window / QUARTER);
        }

        long kept() {
            return keepRecentTokens == null ? TOKENS : keepRecentTokens;
        }

        MemoryFlush flush() {
            return memoryFlush == null ? new MemoryFlush(null, null, null, null) : memoryFlush;
        }
    }

    /**
     * @param softThresholdTokens how long before the compaction
     * @param prompt instead of the house's own; {@code YYYY-MM-DD} in it is the day
     * @param systemPrompt beside the agent's
     */
    record MemoryFlush(
            @Nullable Boolean enabled, @Nullable @Range(min = 0, max = 1_000_000) Integer softThresholdTokens, @Nullable String prompt,
            @Nullable String systemPrompt) {
        boolean on() {
            return enabled == null || enabled;
        }

        long before() {
            return softThresholdTokens == null ? SOFT : softThresholdTokens;
        }
    }
}
