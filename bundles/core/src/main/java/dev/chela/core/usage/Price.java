package dev.chela.core.usage;

import java.math.BigDecimal;

/** What a million tokens cost, in the currency the owner thinks in. */
public record Price(BigDecimal input, BigDecimal output) {
    public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Exact: no rounding before a sum is shown. */
    public Spend of(Tokens tokens) {
        return new Spend(tokens, of(tokens.input(), input), of(tokens.output(), output));
    }

    private static BigDecimal of(long tokens, BigDecimal price) {
        return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6).stripTrailingZeros();
    }
}
