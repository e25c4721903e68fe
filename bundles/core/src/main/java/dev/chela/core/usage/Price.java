package dev.chela.core.usage;

import java.math.BigDecimal;

/** What a million tokens cost, in the currency the owner thinks in. */
public record Price(BigDecimal input, BigDecimal output) {
    public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Exact: no rounding before a sum is shown. */
    public BigDecimal of(Tokens tokens) {
        return input.multiply(BigDecimal.valueOf(tokens.input()))
                .add(output.multiply(BigDecimal.valueOf(tokens.output())))
                .movePointLeft(6)
                .stripTrailingZeros();
    }
}
