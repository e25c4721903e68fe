package dev.chela.api.model;

import dev.langchain4j.model.output.TokenUsage;

/**
 * What an answer took, in more detail than every provider knows: how much of the prompt came from a cache or was written to one, and how
 * much of the answer was reasoning. {@link #inputTokenCount()} is the whole prompt, cached or not; {@link #outputTokenCount()} the whole
 * answer, reasoning included.
 */
public final class CountedTokens extends TokenUsage {
    private final int cacheRead;
    private final int cacheWrite;
    private final int reasoning;

    public CountedTokens(int input, int output, int cacheRead, int cacheWrite, int reasoning) {
        super(input, output, input + output);
        this.cacheRead = cacheRead;
        this.cacheWrite = cacheWrite;
        this.reasoning = reasoning;
    }

    /** Of the input: read from a cache. */
    public int cacheRead() {
        return cacheRead;
    }

    /** Of the input: written to a cache. */
    public int cacheWrite() {
        return cacheWrite;
    }

    /** Of the output: thought rather than said. */
    public int reasoning() {
        return reasoning;
    }

    /** A count that a provider may have left out. */
    public static int count(@org.jspecify.annotations.Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
