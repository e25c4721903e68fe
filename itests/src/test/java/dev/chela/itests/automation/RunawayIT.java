package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What would go on by itself for ever in the assembled distribution is stopped by a budget, and says so. */
class RunawayIT extends OneHouse {
    @Override
    protected String settings() {
        return super.settings().replace("agents: { ", """
                agents: { entries: { main: { heartbeat: { every: "1s", budget: { day: { tokens: 1 } } } }, spender: { budget: { day: { tokens: 1 } } } },
                  """);
    }

    @Test
    void a_job_that_comes_every_second_is_stopped_by_the_budget_of_its_agent_s_day_as_its_log_says() {
        String id = wire.call("cron.add", "{\"name\":\"again\",\"agentId\":\"spender\",\"schedule\":{\"kind\":\"every\",\"everyMs\":1000},"
                + "\"sessionTarget\":\"isolated\",\"wakeMode\":\"now\",\"payload\":{\"kind\":\"agentTurn\",\"message\":\"echo again and again\"}}").path("id").asText();
        Until.holds("a run is refused", () -> ended(id, "error") > 0);
        JsonNode entries = wire.call("cron.runs", "{\"id\":\"" + id + "\"}").path("entries");
        assertThat(ended(id, "ok")).as("%s", entries).isEqualTo(1);
        assertThat(entries.findValuesAsText("error")).first().asString().contains("day of agent \"spender\"", "agents.entries.spender.budget.day.tokens");
        assertThat(model.requests().stream().filter(request -> request.body().toString().contains("again and again"))).hasSize(1);
        wire.call("cron.remove", "{\"id\":\"" + id + "\"}");
    }

    private long ended(String id, String status) {
        JsonNode entries = wire.call("cron.runs", "{\"id\":\"" + id + "\"}").path("entries");
        return StreamSupport.stream(entries.spliterator(), false).filter(entry -> entry.path("status").asText().equals(status)).count();
    }

    @Test
    void a_heart_that_beats_every_second_is_stopped_by_its_own_budget_as_the_last_heartbeat_says() throws IOException {
        Path workspace = Files.createDirectories(gateway.home().resolve("agents/main/workspace"));
        Files.writeString(workspace.resolve("HEARTBEAT.md"), "- echo HEARTBEAT_OK\n");
        Until.holds("it is stopped", () -> wire.call("last-heartbeat", "{}").path("reason").asText().startsWith("budget: "));
        assertThat(wire.call("last-heartbeat", "{}").path("reason").asText()).contains("agent \"main\"", "agents.entries.main.heartbeat.budget.day");
        assertThat(wire.converse(session, "echo people are answered", fresh("run"))).contains("people are answered");
    }
}
