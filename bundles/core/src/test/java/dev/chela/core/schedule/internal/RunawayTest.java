package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.usage.BudgetConfig;
import dev.chela.core.usage.BudgetConfig.Amount;
import dev.chela.core.usage.BudgetConfig.Budget;
import dev.chela.core.usage.BudgetConfig.Choice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that begin themselves anew. Each answer of the model costs $0.000105. */
class RunawayTest {
    private static final String NOW = "'name':'again','schedule':{'kind':'at','at':'2026-01-01T07:00:00Z'},"
            + "'payload':{'kind':'agentTurn','message':'and again'}";

    @TempDir
    Path root;

    @Test
    void a_job_whose_turn_makes_the_next_one_is_stopped_by_the_budget_of_the_day_which_the_log_names() throws Exception {
        BudgetConfig.Agents allowed = new BudgetConfig.Agents(new Choice(new Budget(null, new Amount(0.0006, null))), Map.of());
        try (Talk talk = new Talk(root, allowed)) {
            talk.agents.concurrency = 1;
            CronSchedule schedule = CronHouse.schedule(talk, talk.house.clock);
            try {
                talk.tool("again", arguments -> schedule.add(ScheduleTest.json(NOW)).path("id").asText());
                schedule.add(ScheduleTest.json(NOW));
                for (int asked = 1; asked <= 6; asked++) {
                    PacedModel.Asked next = talk.model.next();
                    if (next.results().isEmpty()) {
                        next.call("c" + asked + ":again");
                    } else {
                        next.answer("NO_REPLY");
                    }
                }
                talk.house.until("it is stopped", () -> failed(schedule).isPresent());
                Optional<ObjectNode> refused = failed(schedule);
                assertThat(talk.model.idle()).isTrue();
                assertThat(refused.get().path("error").asText()).contains("day of agent \"main\"", "agents.defaults.budget.day.money");
                assertThat(schedule.log(Optional.empty())).anySatisfy(entry -> assertThat(entry.path("costUsd").asDouble()).isEqualTo(0.00021));
                talk.house.until("nothing is left to do", () -> schedule.jobs().stream().noneMatch(job -> job.path("enabled").asBoolean()));
            } finally {
                schedule.stop();
            }
        }
    }

    private static Optional<ObjectNode> failed(CronSchedule schedule) {
        List<ObjectNode> log = schedule.log(Optional.empty());
        return log.stream().filter(entry -> entry.path("status").asText().equals("error")).findFirst();
    }

    @Test
    void a_job_whose_turn_begins_it_anew_is_told_that_it_runs() throws Exception {
        try (Talk talk = new Talk(root)) {
            CronSchedule schedule = CronHouse.schedule(talk, talk.house.clock);
            try {
                String id = schedule.add(ScheduleTest.json(ScheduleTest.EVERY + "," + ScheduleTest.TURN)).path("id").asText();
                talk.tool("again", arguments -> schedule.run(id, Mode.FORCE).reason());
                schedule.run(id, Mode.FORCE);
                talk.model.next().call("c:again");
                PacedModel.Asked told = talk.model.next();
                assertThat(told.results()).containsExactly("already-running");
                told.answer("NO_REPLY");
                talk.house.until("it ended", () -> schedule.log(Optional.of(id)).size() == 1);
                assertThat(talk.model.idle()).isTrue();
            } finally {
                schedule.stop();
            }
        }
    }
}
