package dev.chela.core.usage;

import dev.chela.api.fault.Denied;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.usage.BudgetConfig.Limit;
import dev.chela.core.usage.BudgetConfig.Span;
import dev.chela.core.usage.UsageBook.Counted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * What may still be spent. Counted from the rows of the {@link UsageBook}, so that a restart forgets nothing. Answers of models with a price
 * count as money, all others as tokens. What was asked already is not taken back: turns that run side by side may each go over a limit once.
 */
@Component(service = Budgets.class)
public final class Budgets {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (VV)", Locale.ROOT);

    private final UsageBook book;
    private final Clock clock;
    private final ZoneId zone;
    private final Config.Live<BudgetConfig.House> house;
    private final Config.Live<BudgetConfig.Agents> agents;

    @Activate
    public Budgets(@Reference UsageBook book, @Reference Config config, @Reference Clock clock) {
        this(book, config, clock, ZoneId.systemDefault());
    }

    /** @param zone where days begin at midnight */
    public Budgets(UsageBook book, Config config, Clock clock, ZoneId zone) {
        this.book = book;
        this.clock = clock;
        this.zone = zone;
        house = config.section("budget", BudgetConfig.House.class);
        agents = config.section("agents", BudgetConfig.Agents.class);
    }

    @Deactivate
    public void close() {
        house.close();
        agents.close();
    }

    /** @throws Denied when the run, its agent or the house has spent what it may; the message says which, how much, and what to do */
    public void check(AgentId agent, RunId run) {
        Counted spent = book.ofRun(run);
        String again = "The next message begins a new one, and goes on from here.";
        check("turn", spent, agents.get().money(agent, Span.TURN), agents.get().tokens(agent, Span.TURN), again);
        check(agent);
    }

    /**
     * As {@link #check(AgentId, RunId)}, for a run that has a limit of its own.
     *
     * @param most what is not said there is no limit
     * @param key of the configuration that says the limit
     */
    public void check(RunId run, BudgetConfig.Amount most, String key) {
        BigDecimal money = most.money() == null ? BigDecimal.ZERO : BigDecimal.valueOf(most.money());
        long tokens = most.tokens() == null ? 0 : most.tokens();
        check("turn of this kind", book.ofRun(run), new Limit<>(money, key + ".money"), new Limit<>(tokens, key + ".tokens"),
                "The next one begins when it is due.");
    }

    /** As {@link #check(AgentId, RunId)}, for what belongs to no run. */
    public void check(AgentId agent) {
        LocalDate today = LocalDate.ofInstant(clock.now(), zone);
        Map<String, Counted> spent = book.since(begin(today));
        String again = "It begins anew at " + MOMENT.format(begin(today.plusDays(1)).atZone(zone)) + ".";
        check("day of agent \"" + agent + "\"", spent.getOrDefault(agent.value(), Counted.NOTHING),
                agents.get().money(agent, Span.DAY), agents.get().tokens(agent, Span.DAY), again);
        check("day of all agents", spent.values().stream().reduce(Counted.NOTHING, Counted::plus),
                house.get().money(), house.get().tokens(), again);
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static void check(String whose, Counted spent, Limit<BigDecimal> money, Limit<Long> tokens, String again) {
        if (money.most().signum() > 0 && spent.money().compareTo(money.most()) >= 0) {
            throw used(whose, dollars(spent.money()) + " of " + dollars(money.most()), money.key(), again);
        }
        if (tokens.most() > 0 && spent.tokens() >= tokens.most()) {
            throw used(whose, String.format(Locale.ROOT, "%,d of %,d tokens", spent.tokens(), tokens.most()), tokens.key(), again);
        }
    }

    private static Denied used(String whose, String figure, String key, String again) {
        return new Denied("The budget for a " + whose + " is used up: " + figure + ". No model was asked any more. " + again
                + " To allow more, set " + key + " in chela.json5 (0 is no limit).");
    }

    private static String dollars(BigDecimal money) {
        BigDecimal exact = money.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
        return "$" + exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
