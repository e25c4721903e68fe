package dev.chela.core.usage;

import java.math.BigDecimal;

/** What something cost. */
public record Spend(Tokens tokens, BigDecimal cost) {
    public static final Spend NOTHING = new Spend(Tokens.NONE, BigDecimal.ZERO);

    public Spend plus(Spend more) {
        return new Spend(tokens.plus(more.tokens), cost.add(more.cost));
    }
}
