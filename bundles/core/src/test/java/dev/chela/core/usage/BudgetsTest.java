package dev.chela.core.usage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.FixedConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.store.Step;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.usage.BudgetConfig.Amount;
import dev.chela.core.usage.BudgetConfig.Budget;
import dev.chela.core.usage.BudgetConfig.Choice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real ledger, with a day of the test's own. */
class BudgetsTest {
    private static final AgentId COOK = new AgentId("cook");
    private static final RunId RUN = new RunId("r");
    private static final Price PRICE = new Price(BigDecimal.ONE, BigDecimal.ONE);

    @TempDir
    private Path root;
    private LockedHome home;
    private SqliteLedger ledger;
    private UsageBook book;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void open() {
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, new InProcessEvents(), LedgerOptions.production());
        book = new UsageBook(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
        home.close();
    }

    private Budgets budgets(Amount house, Choice common, Map<String, Choice> own) {
        Clock clock = new Clock() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Registration after(Duration delay, Runnable action) {
                throw new AssertionError("nothing waits for a budget");
            }
        };
        return new Budgets(book, new FixedConfig(new BudgetConfig.House(house), new BudgetConfig.Agents(common, own)), clock,
                ZoneId.of("Asia/Kolkata"));
    }

    private static Choice day(Double money, Long tokens) {
        return new Choice(new Budget(null, new Amount(money, tokens)));
    }

    private void answer(AgentId agent, long tokens, Price price) {
        Spend spend = price.of(new Tokens(tokens, 0));
        ledger.commit(Step.named("answer").change(book.line(now, agent.value(), "m", spend)).change(book.line(RUN, spend)).build());
    }

    @Test
    void a_day_is_over_at_midnight_of_the_zone_and_what_was_spent_survives_a_restart() {
        answer(COOK, 2_000_000, PRICE);
        close();
        open();
        Budgets budgets = budgets(null, day(2.0, null), Map.of());
        assertThatThrownBy(() -> budgets.check(COOK)).isInstanceOf(Denied.class).hasMessageContainingAll(
                "day of agent \"cook\"", "$2.00 of $2.00", "2026-03-02 00:00 (Asia/Kolkata)", "agents.defaults.budget.day.money");
        assertThatCode(() -> budgets.check(AgentId.MAIN)).doesNotThrowAnyException();
        now = Instant.parse("2026-03-01T18:29:59Z");
        assertThatThrownBy(() -> budgets.check(COOK)).isInstanceOf(Denied.class);
        now = Instant.parse("2026-03-01T18:30:00Z");
        assertThatCode(() -> budgets.check(COOK)).doesNotThrowAnyException();
    }

    @Test
    void answers_with_a_price_count_as_money_and_others_as_tokens() {
        Budgets budgets = budgets(null, day(3.0, 1_000L), Map.of());
        answer(COOK, 2_900_000, PRICE);
        assertThatCode(() -> budgets.check(COOK)).doesNotThrowAnyException();
        answer(COOK, 999, Price.FREE);
        now = now.plus(Duration.ofHours(1));
        answer(COOK, 1, Price.FREE);
        assertThatThrownBy(() -> budgets.check(COOK)).hasMessageContainingAll("tokens", "agents.defaults.budget.day.tokens");
    }

    @Test
    void an_agents_own_figure_goes_before_the_common_one_and_zero_is_no_limit() {
        answer(COOK, 2_000_000, PRICE);
        Map<String, Choice> own = Map.of("cook", day(5.0, null));
        assertThatCode(() -> budgets(null, day(1.0, null), own).check(COOK)).doesNotThrowAnyException();
        answer(COOK, 3_000_000, PRICE);
        assertThatThrownBy(() -> budgets(null, day(0.0, null), own).check(COOK)).hasMessageContaining("agents.entries.cook.budget.day.money");
        assertThatCode(() -> budgets(null, day(0.0, null), Map.of()).check(COOK)).doesNotThrowAnyException();
    }

    @Test
    void all_agents_together_have_a_budget_and_each_turn_has_one() {
        answer(COOK, 3_000_000, PRICE);
        answer(AgentId.MAIN, 1_000_000, PRICE);
        assertThatThrownBy(() -> budgets(new Amount(4.0, null), null, Map.of()).check(new AgentId("third")))
                .hasMessageContainingAll("day of all agents", "$4.00 of $4.00", "budget.day.money");
        Budgets turn = budgets(null, new Choice(new Budget(new Amount(4.0, null), null)), Map.of());
        assertThatThrownBy(() -> turn.check(COOK, RUN)).hasMessageContainingAll("for a turn", "The next message", "agents.defaults.budget.turn.money");
        assertThatCode(() -> turn.check(COOK, new RunId("next"))).doesNotThrowAnyException();
        ledger.commit(Step.named("end").change(book.ended(RUN)).build());
        assertThatCode(() -> turn.check(COOK, RUN)).doesNotThrowAnyException();
    }

    @Test
    void without_configuration_the_stated_figures_hold() {
        Budgets usual = budgets(null, null, Map.of());
        answer(COOK, 9_999_999, PRICE);
        assertThatCode(() -> usual.check(COOK, RUN)).doesNotThrowAnyException();
        answer(COOK, 1, PRICE);
        assertThatThrownBy(() -> usual.check(COOK, RUN)).hasMessageContaining("$10.00 of $10.00");
        answer(COOK, 15_000_000, PRICE);
        assertThatThrownBy(() -> usual.check(COOK)).hasMessageContaining("$25.00 of $25.00");
        answer(AgentId.MAIN, 20_000_000, PRICE);
        answer(new AgentId("third"), 5_000_000, PRICE);
        assertThatThrownBy(() -> usual.check(new AgentId("fourth"))).hasMessageContaining("$50.00 of $50.00");
    }
}
