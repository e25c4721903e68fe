package dev.chela.core.annex;

import dev.chela.api.config.Range;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code plugins.lane}.
 *
 * @param default_ where plugins run that nobody names
 * @param entries by the plugin's id
 * @param memoryMb the heap of each child
 */
public record AnnexSettings(@Nullable Lane default_, @Nullable Map<String, Lane> entries, @Range(min = 16, max = 65_536) @Nullable Integer memoryMb) {
    private static final int MEMORY_MB = 64;

    public AnnexSettings {
        default_ = default_ == null ? Lane.HOUSE : default_;
        entries = entries == null ? Map.of() : Map.copyOf(entries);
        memoryMb = memoryMb == null ? MEMORY_MB : memoryMb;
    }

    /** What is said of one plugin by its name. */
    public Optional<Lane> named(String plugin) {
        return entries == null ? Optional.empty() : Optional.ofNullable(entries.get(plugin));
    }
}
