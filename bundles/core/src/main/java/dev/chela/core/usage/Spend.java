package dev.chela.core.usage;

import java.math.BigDecimal;

/** What something cost. */
public record Spend(Tokens tokens, BigDecimal inputCost, BigDecimal outputCost) {
    public static final Spend NOTHING = new Spend(Tokens.NONE, BigDecimal.ZERO, BigDecimal.ZERO);

    public BigDecimal cost() {
        return inputCost.add(outputCost);
    }

    public Spend plus(Spend more) {
        return new Spend(tokens.plus(more.tokens), inputCost.add(more.inputCost), outputCost.add(more.outputCost));
    }
}
