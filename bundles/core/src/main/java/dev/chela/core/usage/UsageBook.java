package dev.chela.core.usage;

import dev.chela.api.id.RunId;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What was spent, when, by which agent, on which model. Summed by quarters of an hour, of which the days of every time zone consist.
 * A line is part of the commit that records the answer, so that a crash neither loses nor doubles it.
 */
@Component(service = UsageBook.class)
public final class UsageBook {
    private static final long QUARTER_MILLIS = 15 * 60 * 1000;
    /** Costs are kept in billionths. */
    private static final int SCALE = 9;
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE usage (quarter INTEGER NOT NULL, agent TEXT NOT NULL, model TEXT NOT NULL, answers INTEGER NOT NULL,"
                    + " unpriced INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, input_cost INTEGER NOT NULL,"
                    + " output_cost INTEGER NOT NULL, PRIMARY KEY (quarter, agent, model)) WITHOUT ROWID"),
            List.of("CREATE TABLE usage_run (run TEXT PRIMARY KEY, tokens INTEGER NOT NULL, cost INTEGER NOT NULL) WITHOUT ROWID"));

    private final Ledger ledger;

    @Activate
    public UsageBook(@Reference Ledger ledger) {
        this.ledger = ledger;
        ledger.define("usage", MIGRATIONS);
    }

    /**
     * What was spent in one quarter of an hour.
     *
     * @param answers how many answers of the model
     * @param unpriced how many of them cost nothing as far as is known: no price is configured, or it is zero
     */
    public record Entry(Instant begin, String agent, String model, long answers, long unpriced, Spend spend) {}

    /** An answer, to be added to the step that records it. */
    public Step.Change line(Instant at, String agent, String model, Spend spend) {
        return Step.Change.of("INSERT INTO usage (quarter, agent, model, answers, unpriced, input, output, input_cost, output_cost)"
                        + " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT (quarter, agent, model) DO UPDATE SET answers = answers + 1,"
                        + " unpriced = unpriced + excluded.unpriced, input = input + excluded.input, output = output + excluded.output,"
                        + " input_cost = input_cost + excluded.input_cost, output_cost = output_cost + excluded.output_cost",
                at.toEpochMilli() / QUARTER_MILLIS, agent, model, spend.cost().signum() == 0 ? 1 : 0, spend.tokens().input(),
                spend.tokens().output(), billionths(spend.inputCost()), billionths(spend.outputCost()));
    }

    /** The same answer, on the account of the run that asked for it. */
    public Step.Change line(RunId run, Spend spend) {
        boolean priced = spend.cost().signum() > 0;
        return Step.Change.of("INSERT INTO usage_run (run, tokens, cost) VALUES (?, ?, ?) ON CONFLICT (run) DO UPDATE SET"
                        + " tokens = tokens + excluded.tokens, cost = cost + excluded.cost",
                run.value(), priced ? 0 : spend.tokens().total(), billionths(spend.cost()));
    }

    /** The run has ended: what it spent stands in the quarters. */
    public Step.Change ended(RunId run) {
        return Step.Change.of("DELETE FROM usage_run WHERE run = ?", run.value());
    }

    /** What counts against a budget: money where a price is known, and the tokens of the other answers. */
    public record Counted(BigDecimal money, long tokens) {
        public static final Counted NOTHING = new Counted(BigDecimal.ZERO, 0);

        public Counted plus(Counted more) {
            return new Counted(money.add(more.money), tokens + more.tokens);
        }
    }

    /** What a run that has not ended has spent. */
    public Counted ofRun(RunId run) {
        return ledger.one("SELECT tokens, cost FROM usage_run WHERE run = ?", UsageBook::counted, run.value()).orElse(Counted.NOTHING);
    }

    /**
     * What each agent has spent since then. In a quarter of an hour in which a model got or lost its price, its tokens count by the share of
     * answers without one.
     */
    public Map<String, Counted> since(Instant from) {
        return ledger.read("SELECT agent, SUM((input + output) * unpriced / answers) AS tokens, SUM(input_cost + output_cost) AS cost"
                        + " FROM usage WHERE quarter >= ? GROUP BY agent",
                row -> Map.entry(String.valueOf(row.text("agent")), counted(row)), notBefore(from)).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Counted counted(Row row) {
        return new Counted(BigDecimal.valueOf(row.number("cost"), SCALE), row.number("tokens"));
    }

    /** Those that begin at {@code from} or later and before {@code to}, oldest first. */
    public List<Entry> between(Instant from, Instant to) {
        return ledger.read("SELECT * FROM usage WHERE quarter >= ? AND quarter < ? ORDER BY quarter, agent, model", UsageBook::entry,
                notBefore(from), notBefore(to));
    }

    private static long notBefore(Instant time) {
        return Math.floorDiv(time.toEpochMilli() + QUARTER_MILLIS - 1, QUARTER_MILLIS);
    }

    private static Entry entry(Row row) {
        Spend spend = new Spend(new Tokens(row.number("input"), row.number("output")), BigDecimal.valueOf(row.number("input_cost"), SCALE),
                BigDecimal.valueOf(row.number("output_cost"), SCALE));
        return new Entry(Instant.ofEpochMilli(row.number("quarter") * QUARTER_MILLIS), String.valueOf(row.text("agent")),
                String.valueOf(row.text("model")), row.number("answers"), row.number("unpriced"), spend);
    }

    private static long billionths(BigDecimal cost) {
        return cost.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }
}
