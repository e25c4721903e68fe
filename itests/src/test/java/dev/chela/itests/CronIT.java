package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Jobs as the agent makes them, and as a person writes them into the file. */
class CronIT extends OneHouse {
    @Test
    void the_agent_has_something_happen_and_a_person_changes_the_file_while_the_gateway_runs() throws IOException {
        wire.converse(session, "tool cron {\"action\":\"add\",\"job\":{\"name\":\"tea\",\"schedule\":{\"kind\":\"every\",\"everyMs\":3600000},"
                + "\"payload\":{\"kind\":\"agentTurn\",\"message\":\"echo it is time for tea\"},\"sessionTarget\":\"isolated\"}}", fresh("run"));
        JsonNode job = wire.call("cron.list", "{}").path("jobs").path(0);
        assertThat(job.path("name").asText()).isEqualTo("tea");
        assertThat(job.path("agentId").asText()).isEqualTo("main");

        Path file = gateway.home().resolve("cron/jobs.json");
        Path half = file.resolveSibling("half.json");
        Files.writeString(half, Files.readString(file).replace("\"everyMs\" : 3600000", "\"everyMs\" : 1000"));
        Files.move(half, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        JsonNode end = wire.await("the run that the file brought forward", frame -> frame.path("event").asText().equals("cron")
                && frame.path("payload").path("action").asText().equals("finished")).path("payload");
        assertThat(end.path("summary").asText()).contains("it is time for tea");
        wire.call("cron.remove", "{\"id\":\"" + job.path("id").asText() + "\"}");
        assertThat(end.path("sessionKey").asText()).startsWith("agent:main:cron:" + job.path("id").asText() + ":run:");
    }

    @Test
    void a_command_is_the_owner_s_to_schedule() {
        String said = wire.converse(session, "tool cron {\"action\":\"add\",\"job\":{\"name\":\"rm\",\"schedule\":{\"kind\":\"every\",\"everyMs\":3600000},"
                + "\"payload\":{\"kind\":\"command\",\"argv\":[\"true\"]}}}", fresh("run"));
        assertThat(said).contains("commands are scheduled by the owner");
    }
}
