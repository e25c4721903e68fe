package dev.chela.core.usage;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent before the house asks nothing more of models. What an agent's own entry leaves open, the common part says; what that
 * leaves open, the house's own figures do. Zero is no limit.
 */
public final class BudgetConfig {
    /** About three hundred questions that fill half of a large window. */
    private static final Amount TURN = new Amount(10.0, 5_000_000L);
    private static final Amount AGENT = new Amount(25.0, 25_000_000L);
    private static final Amount HOUSE = new Amount(50.0, 50_000_000L);

    private BudgetConfig() {}

    /** @param money in the currency of the configured prices @param tokens of models without a price, read and written */
    public record Amount(@Nullable Double money, @Range(min = 0) @Nullable Long tokens) {
        public Amount {
            if (money != null && (money < 0 || money.isNaN() || money.isInfinite())) {
                throw new IllegalArgumentException("money must be 0 (no limit) or more, not " + money);
            }
        }
    }

    /** A figure, and the key that says it or would say it. */
    record Limit<T>(T most, String key) {}

    /** The section {@code budget}: what all agents together may spend in a day. */
    public record House(@Nullable Amount day) {
        Limit<BigDecimal> money() {
            return new Limit<>(BigDecimal.valueOf(said(Amount::money).orElse(HOUSE.money)), "budget.day.money");
        }

        Limit<Long> tokens() {
            return new Limit<>(said(Amount::tokens).orElse(HOUSE.tokens), "budget.day.tokens");
        }

        private <T> Optional<T> said(Function<Amount, @Nullable T> what) {
            return Optional.ofNullable(day).map(what);
        }
    }

    /** @param turn one turn, from what is said to its end @param day all turns of one agent in a day */
    public record Budget(@Nullable Amount turn, @Nullable Amount day) {}

    public record Choice(@Nullable Budget budget) {}

    /** What the section {@code agents} says of budgets. */
    public record Agents(@Nullable Choice defaults, @Nullable Map<String, Choice> entries) {
        Limit<BigDecimal> money(AgentId agent, Span span) {
            Limit<Double> limit = limit(agent, span, "money", Amount::money);
            return new Limit<>(BigDecimal.valueOf(limit.most()), limit.key());
        }

        Limit<Long> tokens(AgentId agent, Span span) {
            return limit(agent, span, "tokens", Amount::tokens);
        }

        private <T> Limit<T> limit(AgentId agent, Span span, String unit, Function<Amount, @Nullable T> what) {
            String rest = ".budget." + span.key + "." + unit;
            Stream<Limit<T>> own = said(entries == null ? null : entries.get(agent.value()), span, what, "agents.entries." + agent + rest);
            Stream<Limit<T>> common = said(defaults, span, what, "agents.defaults" + rest);
            T usual = java.util.Objects.requireNonNull(what.apply(span.usual));
            return Stream.concat(own, common).findFirst().orElse(new Limit<>(usual, "agents.defaults" + rest));
        }

        private static <T> Stream<Limit<T>> said(@Nullable Choice choice, Span span, Function<Amount, @Nullable T> what, String key) {
            return Stream.ofNullable(choice).flatMap(some -> Stream.ofNullable(some.budget()))
                    .flatMap(budget -> Stream.ofNullable(span.part.apply(budget)))
                    .flatMap(amount -> Stream.ofNullable(what.apply(amount))).map(most -> new Limit<>(most, key));
        }
    }

    enum Span {
        TURN("turn", Budget::turn, BudgetConfig.TURN),
        DAY("day", Budget::day, BudgetConfig.AGENT);

        private final String key;
        private final Function<Budget, @Nullable Amount> part;
        private final Amount usual;

        Span(String key, Function<Budget, @Nullable Amount> part, Amount usual) {
            this.key = key;
            this.part = part;
            this.usual = usual;
        }
    }
}
