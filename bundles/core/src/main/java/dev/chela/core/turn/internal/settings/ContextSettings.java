package dev.chela.core.turn.internal.settings;

import dev.chela.api.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the section {@code agents} says of how much of a conversation a model sees. */
public record ContextSettings(@Nullable Defaults defaults) {
    public static final ContextSettings USUAL = new ContextSettings(null);
    private static final int TOKENS = 20_000;
    private static final int SOFT = 4_000;
    private static final int QUARTER = 4;

    public record Defaults(@Nullable Compaction compaction, @Nullable Pruning contextPruning) {}

    Compaction compaction() {
        return Optional.ofNullable(defaults).map(Defaults::compaction).orElse(new Compaction(null, null, null));
    }

    Pruning pruning() {
        return Optional.ofNullable(defaults).map(Defaults::contextPruning).orElse(Pruning.OFF);
    }

    /**
     * @param reserveTokensFloor of the model's window, left for the answer; no more than a quarter of it is
     * @param keepRecentTokens of the newest messages, which stay as they are; no more than a quarter of the conversation do
     */
    public record Compaction(
            @Nullable @Range(min = 0, max = 1_000_000) Integer reserveTokensFloor,
            @Nullable @Range(min = 0, max = 1_000_000) Integer keepRecentTokens, @Nullable MemoryFlush memoryFlush) {
        /** From so many tokens on a conversation is shortened. */
        public long limit(int window) {
            return window - Math.min(reserveTokensFloor == null ? TOKENS : reserveTokensFloor, window / QUARTER);
        }

        public long kept() {
            return keepRecentTokens == null ? TOKENS : keepRecentTokens;
        }

        public MemoryFlush flush() {
            return memoryFlush == null ? new MemoryFlush(null, null, null, null) : memoryFlush;
        }
    }

    /**
     * @param softThresholdTokens how long before the compaction
     * @param prompt instead of the house's own; {@code YYYY-MM-DD} in it is the day
     * @param systemPrompt beside the agent's
     */
    public record MemoryFlush(
            @Nullable Boolean enabled, @Nullable @Range(min = 0, max = 1_000_000) Integer softThresholdTokens, @Nullable String prompt,
            @Nullable String systemPrompt) {
        public boolean on() {
            return enabled == null || enabled;
        }

        public long before() {
            return softThresholdTokens == null ? SOFT : softThresholdTokens;
        }
    }

    /** When results of tools are shortened in what a model sees. */
    public enum Mode { OFF, CACHE_TTL }

    /**
     * @param ttl since the last answer, after which a provider's cache holds nothing any more
     * @param keepLastAssistants results from so many newest answers on stay as they are
     * @param softTrimRatio of the window, from which on long results are cut
     * @param hardClearRatio of the window, from which on the oldest results are left out
     * @param minPrunableToolChars with fewer characters in results nothing is left out
     */
    public record Pruning(
            @Nullable Mode mode, @Nullable Duration ttl, @Nullable @Range(min = 0, max = 1_000) Integer keepLastAssistants,
            @Nullable Double softTrimRatio, @Nullable Double hardClearRatio,
            @Nullable @Range(min = 0) Integer minPrunableToolChars, @Nullable Which tools, @Nullable SoftTrim softTrim,
            @Nullable HardClear hardClear) {
        static final Pruning OFF = new Pruning(null, null, null, null, null, null, null, null, null);

        public Pruning {
            mode = mode == null ? Mode.OFF : mode;
            ttl = ttl == null || ttl.isZero() ? Duration.ofMinutes(5) : ttl;
            keepLastAssistants = keepLastAssistants == null ? 3 : keepLastAssistants;
            softTrimRatio = ratio("softTrimRatio", softTrimRatio, 0.3);
            hardClearRatio = ratio("hardClearRatio", hardClearRatio, 0.5);
            minPrunableToolChars = minPrunableToolChars == null ? 50_000 : minPrunableToolChars;
            tools = tools == null ? new Which(null, null) : tools;
            softTrim = softTrim == null ? new SoftTrim(null, null, null) : softTrim;
            hardClear = hardClear == null ? new HardClear(null, null) : hardClear;
        }

        private static double ratio(String name, @Nullable Double said, double usual) {
            if (said != null && !(said >= 0 && said <= 1)) {
                throw new IllegalArgumentException(name + " must be from 0 to 1, not " + said);
            }
            return said == null ? usual : said;
        }
    }

    /** Whose results are meant: all, unless it says otherwise. {@code *} in a name stands for anything; {@code deny} goes before. */
    public record Which(@Nullable List<String> allow, @Nullable List<String> deny) {
        public boolean has(String tool) {
            return !any(deny, tool) && (allow == null || allow.isEmpty() || any(allow, tool));
        }

        private static boolean any(@Nullable List<String> patterns, String tool) {
            return patterns != null && patterns.stream().anyMatch(pattern -> Pattern.compile(
                    Stream.of(pattern.strip().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                    Pattern.CASE_INSENSITIVE).matcher(tool).matches());
        }
    }

    /** @param maxChars longer results are cut to their beginning and their end */
    public record SoftTrim(
            @Nullable @Range(min = 0) Integer maxChars, @Nullable @Range(min = 0) Integer headChars, @Nullable @Range(min = 0) Integer tailChars) {
        public SoftTrim {
            maxChars = maxChars == null ? 4_000 : maxChars;
            headChars = headChars == null ? 1_500 : headChars;
            tailChars = tailChars == null ? 1_500 : tailChars;
            if (headChars + tailChars > maxChars) {
                throw new IllegalArgumentException("headChars (" + headChars + ") and tailChars (" + tailChars
                        + ") must not be more than maxChars (" + maxChars + ") together");
            }
        }
    }

    /** @param placeholder stands where the result stood */
    public record HardClear(@Nullable Boolean enabled, @Nullable String placeholder) {
        public HardClear {
            enabled = enabled == null || enabled;
            placeholder = placeholder == null ? "[Old tool result content cleared]" : placeholder;
        }
    }
}
