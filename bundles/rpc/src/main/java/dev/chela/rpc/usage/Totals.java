package dev.chela.rpc.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Tokens and money. What went through a cache is counted apart from the input, but its price with that of the input: no price is configured
 * for it that would be used.
 *
 * @param missingCostEntries answers of which nobody knows what they cost
 */
record Totals(
        long input, long output, long cacheRead, long cacheWrite, long totalTokens, BigDecimal totalCost, BigDecimal inputCost,
        BigDecimal outputCost, BigDecimal cacheReadCost, BigDecimal cacheWriteCost, long missingCostEntries) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
            BigDecimal.ZERO, 0);

    /** @param usage of a message; empty when its model did not say */
    static Totals of(JsonNode usage) {
        if (!usage.has("totalTokens")) {
            return NONE;
        }
        JsonNode cost = usage.path("cost");
        return new Totals(usage.path("input").asLong(), usage.path("output").asLong(), usage.path("cacheRead").asLong(),
                usage.path("cacheWrite").asLong(), usage.path("totalTokens").asLong(),
                money(cost, "total"), money(cost, "input"), money(cost, "output"), BigDecimal.ZERO, BigDecimal.ZERO,
                cost.has("total") ? 0 : 1);
    }

    private static BigDecimal money(JsonNode cost, String name) {
        return cost.path(name).decimalValue();
    }

    Totals plus(Totals more) {
        return new Totals(input + more.input, output + more.output, cacheRead + more.cacheRead, cacheWrite + more.cacheWrite, totalTokens + more.totalTokens,
                totalCost.add(more.totalCost), inputCost.add(more.inputCost), outputCost.add(more.outputCost), BigDecimal.ZERO,
                BigDecimal.ZERO, missingCostEntries + more.missingCostEntries);
    }
}
