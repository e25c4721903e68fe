package dev.chela.core.turn.internal;

import dev.chela.api.config.Range;
import org.jspecify.annotations.Nullable;

/** The part of the section {@code agents} that sizes the blocks in which answers leave over channels that want them so. */
record BlockSettings(@Nullable Defaults defaults) {
    private static final int MIN = 800;
    private static final int MAX = 1_200;

    BlockSettings {
        defaults = defaults == null ? new Defaults(null, null) : defaults;
    }

    enum Break {
        /** As soon as a block is long enough. */
        TEXT_END,
        /** When the model has said what it says before it goes to work. */
        MESSAGE_END
    }

    record Defaults(@Nullable Break blockStreamingBreak, @Nullable Chunk blockStreamingChunk) {}

    record Chunk(@Range(min = 1, max = 100_000) @Nullable Integer minChars, @Range(min = 1, max = 100_000) @Nullable Integer maxChars) {}

    boolean early() {
        return defaults.blockStreamingBreak() != Break.MESSAGE_END;
    }

    BlockCutter cutter() {
        Chunk chunk = defaults.blockStreamingChunk();
        return new BlockCutter(chunk == null || chunk.minChars() == null ? MIN : chunk.minChars(),
                chunk == null || chunk.maxChars() == null ? MAX : chunk.maxChars());
    }
}
