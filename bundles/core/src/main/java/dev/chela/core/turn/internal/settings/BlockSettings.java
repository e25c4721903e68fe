package dev.chela.core.turn.internal.settings;

import dev.chela.api.config.Range;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the section {@code agents} that sizes the blocks in which answers leave over channels that want them so. */
public record BlockSettings(@Nullable Defaults defaults) {
    private static final int MIN = 800;
    private static final int MAX = 1_200;

    public BlockSettings {
        defaults = defaults == null ? new Defaults(null, null, null) : defaults;
    }

    public enum Break {
        /** As soon as a block is long enough. */
        TEXT_END,
        /** When the model has said what it says before it goes to work. */
        MESSAGE_END
    }

    public record Defaults(
            @Nullable Break blockStreamingBreak, @Nullable Chunk blockStreamingChunk, @Nullable Coalesce blockStreamingCoalesce) {}

    /**
     * Blocks that follow each other closely leave as one.
     *
     * @param minChars so long is waited for more, unless nothing comes for {@code idleMs}
     * @param maxChars no longer than so many together
     */
    public record Coalesce(
            @Range(min = 1, max = 100_000) @Nullable Integer minChars, @Range(min = 1, max = 100_000) @Nullable Integer maxChars,
            @Range(min = 1, max = 60_000) @Nullable Integer idleMs) {
        private static final int IDLE = 1_000;

        public int least() {
            return minChars == null ? MAX : minChars;
        }

        public int most() {
            return Math.max(least(), maxChars == null ? 2 * MAX : maxChars);
        }

        public Duration idle() {
            return Duration.ofMillis(idleMs == null ? IDLE : idleMs);
        }
    }

    /** Empty where each block leaves by itself. */
    public Optional<Coalesce> coalesce() {
        return Optional.ofNullable(defaults.blockStreamingCoalesce());
    }

    public record Chunk(@Range(min = 1, max = 100_000) @Nullable Integer minChars, @Range(min = 1, max = 100_000) @Nullable Integer maxChars) {}

    public boolean early() {
        return defaults.blockStreamingBreak() != Break.MESSAGE_END;
    }

    public int minChars() {
        Chunk chunk = defaults.blockStreamingChunk();
        return chunk == null || chunk.minChars() == null ? MIN : chunk.minChars();
    }

    public int maxChars() {
        Chunk chunk = defaults.blockStreamingChunk();
        return chunk == null || chunk.maxChars() == null ? MAX : chunk.maxChars();
    }
}
