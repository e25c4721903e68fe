package dev.chela.core.memory.internal;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the section {@code agents} says of memory: {@code memorySearch} of the defaults, and of an agent, key by key. */
record MemorySettings(@Nullable Defaults defaults, Map<String, Entry> entries) {
    MemorySettings {
        entries = entries == null ? Map.of() : entries;
    }

    record Defaults(@Nullable MemorySearch memorySearch) {}

    record Entry(@Nullable MemorySearch memorySearch) {}

    MemorySearch of(AgentId agent) {
        MemorySearch usual = Optional.ofNullable(defaults).map(Defaults::memorySearch).orElse(MemorySearch.NONE);
        MemorySearch own = Optional.ofNullable(entries.get(agent.value())).map(Entry::memorySearch).orElse(MemorySearch.NONE);
        return own.or(usual);
    }

    /**
     * What may stay unsaid is null, until {@link #or} and the accessors put the default in its place.
     *
     * @param sources the notes alone, unless it says otherwise
     * @param provider of the embedding model, one of {@code models.providers} or an installed provider's id; {@code none} for none
     * @param extraPaths further Markdown files and directories, relative to the workspace or absolute
     */
    record MemorySearch(
            @Nullable Boolean enabled, @Nullable List<Source> sources, @Nullable String provider, @Nullable String model,
            @Nullable List<ExtraPath> extraPaths, @Nullable Chunking chunking, @Nullable Query query, @Nullable Sync sync) {
        static final MemorySearch NONE = new MemorySearch(null, null, null, null, null, null, null, null);

        MemorySearch(
                @Nullable Boolean enabled, @Nullable String provider, @Nullable String model, @Nullable List<ExtraPath> extraPaths,
                @Nullable Chunking chunking, @Nullable Query query) {
            this(enabled, null, provider, model, extraPaths, chunking, query, null);
        }

        MemorySearch or(MemorySearch usual) {
            return new MemorySearch(first(enabled, usual.enabled), first(sources, usual.sources), first(provider, usual.provider), first(model, usual.model),
                    first(extraPaths, usual.extraPaths), first(chunking, usual.chunking), first(query, usual.query), first(sync, usual.sync));
        }

        boolean on() {
            return first(enabled, true);
        }

        /** Whether a search that names no corpus goes there, and its passages are embedded. */
        boolean has(Source source) {
            return first(sources, List.of(Source.MEMORY)).contains(source);
        }

        /** Whether saved notes are embedded before somebody searches. */
        boolean watches() {
            return !embedder().isEmpty() && (sync == null || sync.watch() == null || sync.watch());
        }

        /** Empty when nothing is to be embedded. */
        String embedder() {
            String named = first(provider, "none").strip();
            return named.equals("none") ? "" : named;
        }

        /** Empty for the provider's usual one. */
        String embeddingModel() {
            return first(model, "").strip();
        }

        List<ExtraPath> extra() {
            return first(extraPaths, List.of());
        }

        Chunking cut() {
            return first(chunking, new Chunking(0, null));
        }

        Query asked() {
            return first(query, new Query(0, null, null));
        }
    }

    /** What is searched: the notes, and what was said. */
    enum Source { MEMORY, SESSIONS }

    /** @param watch null for yes */
    record Sync(@Nullable Boolean watch) {}

    /** @param pattern a glob below the path; every Markdown file when there is none */
    record ExtraPath(String path, @Nullable String pattern) {
        static ExtraPath of(String path) {
            return new ExtraPath(path, null);
        }
    }

    record Chunking(@Range(min = 0, max = 4_000) int tokens, @Nullable @Range(min = 0, max = 2_000) Integer overlap) {
        Chunking {
            tokens = tokens == 0 ? 400 : tokens;
            overlap = overlap == null ? Math.min(80, tokens / 2) : overlap;
            if (overlap >= tokens) {
                throw new IllegalArgumentException("overlap must be smaller than tokens (" + tokens + "), not " + overlap);
            }
        }
    }

    /** @param minScore from 0 to 1 */
    record Query(@Range(min = 0, max = 50) int maxResults, @Nullable Double minScore, @Nullable Hybrid hybrid) {
        Query {
            maxResults = maxResults == 0 ? 6 : maxResults;
            minScore = minScore == null ? 0.35 : minScore;
            if (minScore < 0 || minScore > 1) {
                throw new IllegalArgumentException("minScore must be from 0 to 1, not " + minScore);
            }
            hybrid = hybrid == null ? new Hybrid(0, null, null) : hybrid;
        }
    }

    /** @param candidateMultiplier how many passages are weighed for each that is wanted */
    record Hybrid(@Range(min = 0, max = 20) int candidateMultiplier, @Nullable Mmr mmr, @Nullable Decay temporalDecay) {
        Hybrid {
            candidateMultiplier = candidateMultiplier == 0 ? 4 : candidateMultiplier;
            mmr = mmr == null ? new Mmr(null, null) : mmr;
            temporalDecay = temporalDecay == null ? new Decay(null, 0) : temporalDecay;
        }
    }

    /** @param lambda 1 for the best whatever they repeat, 0 for the most different */
    record Mmr(@Nullable Boolean enabled, @Nullable Double lambda) {
        Mmr {
            enabled = enabled == null || enabled;
            lambda = lambda == null ? 0.7 : lambda;
            if (lambda < 0 || lambda > 1) {
                throw new IllegalArgumentException("lambda must be from 0 to 1, not " + lambda);
            }
        }
    }

    /** Of notes that carry a date in their name. */
    record Decay(@Nullable Boolean enabled, @Range(min = 0, max = 3_650) int halfLifeDays) {
        Decay {
            enabled = enabled == null || enabled;
            halfLifeDays = halfLifeDays == 0 ? 30 : halfLifeDays;
        }
    }

    private static <T> T first(@Nullable T one, T other) {
        return one == null ? other : one;
    }
}
