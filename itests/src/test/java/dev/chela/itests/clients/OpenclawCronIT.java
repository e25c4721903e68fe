package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenClaw's own command line with jobs of this house: one job from its beginning to its end. */
@Tag("clients")
class OpenclawCronIT extends OneHouse {
    private Openclaw openclaw;

    @BeforeAll
    void install() {
        openclaw = Openclaw.beside(gateway);
    }

    @AfterAll
    void remove() {
        openclaw.close();
    }

    @Test
    void cron_add_list_run_runs_and_rm_take_a_job_through_its_life() throws Exception {
        JsonNode job = json(openclaw.says("cron", "add", "--name", "count", "--cron", "0 9 * * 1", "--tz", "Europe/Berlin",
                "--session", "isolated", "--message", "echo counted by the clock"));
        String id = job.path("id").asText();
        assertThat(job.path("schedule").path("expr").asText()).isEqualTo("0 9 * * 1");

        assertThat(openclaw.says("cron", "list")).contains("count", "0 9 * * 1");

        String run = json(openclaw.says("cron", "run", id)).path("runId").asText();
        wire.await("the run's end", frame -> frame.path("event").asText().equals("cron")
                && frame.path("payload").path("runId").asText().equals(run) && frame.path("payload").path("action").asText().equals("finished"));

        JsonNode entry = json(openclaw.says("cron", "runs", "--id", id)).path("entries").path(0);
        assertThat(entry.path("status").asText()).as("%s", entry).isEqualTo("ok");
        assertThat(entry.path("summary").asText()).contains("counted by the clock");

        openclaw.says("cron", "rm", id);
        assertThat(openclaw.says("cron", "list", "--all")).doesNotContain(id);
    }

    /** What is printed may have a line of greeting before it. */
    private static JsonNode json(String said) throws Exception {
        return Wire.JSON.readTree(said.substring(said.indexOf('{')));
    }
}
