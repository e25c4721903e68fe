package dev.chela.core.usage;

import java.math.BigDecimal;

/**
 * What a million tokens cost, in the currency the owner thinks in.
 *
 * @param cacheRead of the prompt's, those that came from a provider's cache
 * @param cacheWrite of the prompt's, those that were written to one
 */
public record Price(BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite) {
    public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Caches make no difference. */
    public Price(BigDecimal input, BigDecimal output) {
        this(input, output, input, input);
    }

    /** Exact: no rounding before a sum is shown. */
    public Spend of(Tokens tokens) {
        return of(tokens, 0, 0);
    }

    /** @param read of the input tokens, from a cache @param written of the input tokens, to a cache */
    public Spend of(Tokens tokens, long read, long written) {
        BigDecimal prompt = of(tokens.input() - read - written, input).add(of(read, cacheRead)).add(of(written, cacheWrite));
        return new Spend(tokens, prompt, of(tokens.output(), output));
    }

    private static BigDecimal of(long tokens, BigDecimal price) {
        return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6).stripTrailingZeros();
    }
}
