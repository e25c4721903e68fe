package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

    private JsonNode entries(String id) {
        return wire.call("cron.runs", "{\"id\":\"" + id + "\"}").path("entries");
    }

    private String add(String name, String schedule, String message) {
        return wire.call("cron.add", "{\"name\":\"" + name + "\",\"schedule\":" + schedule + ",\"sessionTarget\":\"isolated\",\"wakeMode\":\"now\","
                + "\"deleteAfterRun\":false,\"payload\":{\"kind\":\"agentTurn\",\"message\":\"" + message + "\"}}").path("id").asText();
    }

    @Test
    void what_was_due_while_the_gateway_was_down_happens_once_after_its_start() {
        Instant due = Instant.now().plusSeconds(1);
        String id = add("late", "{\"kind\":\"at\",\"at\":\"" + due + "\"}", "echo better late than never");
        wire.close();
        gateway.kill();
        Until.holds("it is due", () -> Instant.now().isAfter(due));
        gateway.start();
        wire = gateway.connect();
        Until.holds("it has happened", () -> !entries(id).isEmpty());
        assertThat(entries(id)).hasSize(1);
        assertThat(entries(id).get(0).path("status").asText()).as("%s", entries(id)).isEqualTo("ok");
        assertThat(entries(id).get(0).path("summary").asText()).contains("better late than never");
        assertThat(wire.call("cron.get", "{\"id\":\"" + id + "\"}").path("enabled").asBoolean()).isFalse();
    }

    @Test
    void the_agent_hears_that_a_command_of_this_machine_has_ended_and_what_it_said() {
        String id = add("built", "{\"kind\":\"on-exit\",\"command\":\"echo all green\"}", "echo I heard of it");
        Until.holds("it has happened", () -> !entries(id).isEmpty());
        String heard = wire.call("chat.history", "{\"sessionKey\":\"" + entries(id).get(0).path("sessionKey").asText() + "\"}").path("messages").toString();
        assertThat(heard).contains("The command ended.", "all green", "I heard of it");
    }
}
