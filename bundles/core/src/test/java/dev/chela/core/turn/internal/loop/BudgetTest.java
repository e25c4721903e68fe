package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.usage.BudgetConfig;
import dev.chela.core.usage.BudgetConfig.Amount;
import dev.chela.core.usage.BudgetConfig.Budget;
import dev.chela.core.usage.BudgetConfig.Choice;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each answer has 15 tokens, and costs $0.000105 where there is a price. */
class BudgetTest {
    @TempDir
    private Path root;

    private static BudgetConfig.Agents allowing(Amount turn, Amount day) {
        return new BudgetConfig.Agents(new Choice(new Budget(turn, day)), Map.of());
    }

    @Test
    void a_turn_that_has_spent_its_budget_asks_no_model_any_more_says_so_and_the_next_one_goes_on() throws Exception {
        try (Talk talk = new Talk(root, allowing(new Amount(0.0002, null), null)).tool("look", arguments -> "found")) {
            talk.say("a", "go");
            talk.model.next().call("1:look");
            talk.model.next().call("2:look");
            assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
            assertThat(talk.end("a").error()).contains("turn", "$0.0002 of $0.0002", "agents.defaults.budget.turn.money");
            assertThat(talk.story()).contains("toolResult: found").last().asString().startsWith("assistant:");
            talk.say("b", "go on");
            assertThat(talk.model.next().results()).containsExactly("found", "found");
        }
    }

    @Test
    void a_turn_that_was_interrupted_goes_on_with_what_it_had_spent() throws Exception {
        BudgetConfig.Agents allowed = allowing(new Amount(0.0002, null), null);
        Talk before = new Talk(root, allowed).tool("look", arguments -> "found");
        before.say("a", "go");
        before.model.next().call("1:look");
        before.model.next();
        before.house.abandon();
        try (Talk after = new Talk(root, allowed).tool("look", arguments -> "found")) {
            after.house.turns.resume();
            after.model.next().call("2:look");
            assertThat(after.end("a").error()).contains("budget for a turn");
        }
    }

    @Test
    void an_agents_day_outlasts_a_restart_and_counts_tokens_where_no_price_is_known() throws Exception {
        BudgetConfig.Agents allowed = allowing(null, new Amount(null, 20L));
        try (Talk talk = new Talk(root, allowed)) {
            for (String id : new String[] {"a", "b"}) {
                talk.house.intake.submit(Talk.input(House.MAIN, id, "go", "test/other"));
                talk.model.next().answer("done");
                assertThat(talk.end(id).state()).isEqualTo(State.OK);
            }
        }
        try (Talk talk = new Talk(root, allowed)) {
            talk.say("c", "go");
            assertThat(talk.end("c").error()).contains("day of agent \"main\"", "30 of 20 tokens", "agents.defaults.budget.day.tokens", "begins anew at");
            assertThat(talk.model.idle()).isTrue();
            assertThatThrownBy(() -> talk.house.turns.summarize(House.MAIN, "")).isInstanceOf(Denied.class);
        }
    }
}
