package dev.chela.core.turn.internal.settings;

import dev.chela.api.config.Range;
import org.jspecify.annotations.Nullable;

/** How many sub-agents may be at work at once, of all agents: the part of {@code agents} that says it. */
record HelperSeats(@Nullable Defaults defaults) {
    static final HelperSeats USUAL = new HelperSeats(null);
    private static final int MOST = 8;

    record Defaults(@Nullable Subagents subagents) {}

    record Subagents(@Range(min = 0, max = 1_000) int maxConcurrent) {}

    int most() {
        Subagents said = defaults == null ? null : defaults.subagents();
        return said == null || said.maxConcurrent() == 0 ? MOST : said.maxConcurrent();
    }
}
