package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.CommandLine;
import dev.chela.itests.house.CommandLine.Said;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./chela}, as a person types it. */
class CommandLineIT extends OneHouse {
    private static final Pattern APPROVE = Pattern.compile("chela devices approve ([0-9a-f-]{36})");

    @Test
    void tells_its_version_and_its_commands() throws Exception {
        assertThat(plain("--version").words()).isEqualTo("chela " + System.getProperty("chela.version") + "\n");
        assertThat(plain("--help").words()).contains("gateway run", "agent --message");
    }

    @Test
    void shows_how_the_gateway_is() throws Exception {
        Said status = chela("status");
        assertThat(status.exit()).isZero();
        assertThat(status.words()).contains("fake/fake-1");
    }

    @Test
    void holds_one_turn() throws Exception {
        Said answer = chela("agent", "--message", "echo from the command line", "--session", session);
        assertThat(answer.words()).isEqualTo("from the command line\n");
        assertThat(answer.exit()).isZero();
        assertThat(history()).hasSize(2);
        assertThat(chela("agent", "--message", "echo as json", "--session", session, "--json").words())
                .contains("\"payloads\"", "as json");
    }

    @Test
    void a_conversation_of_openclaw_is_brought_over_and_goes_on(@TempDir Path old) throws Exception {
        String key = "agent:main:dashboard:" + session.replaceAll(".*:", "");
        Path sessions = Files.createDirectories(old.resolve("agents/main/sessions"));
        Files.writeString(sessions.resolve("sessions.json"), "{\"" + key + "\":{\"sessionId\":\"s-1\",\"updatedAt\":1768903200000}}");
        Files.writeString(sessions.resolve("s-1.jsonl"), """
                {"type":"session","version":3,"id":"s-1","timestamp":"2026-01-20T10:00:00.000Z","cwd":"/"}
                {"type":"message","id":"a1","parentId":null,"timestamp":"2026-01-20T10:00:01.000Z","message":{"role":"user","content":"the boat is blue"}}
                """);
        assertThat(chela("import", "openclaw", old.toString(), "--dry-run").words()).contains("sessions", "Nothing was written");
        Said brought = chela("import", "openclaw", old.toString());
        assertThat(brought.exit()).as(brought.words()).isZero();
        assertThat(chela("agent", "--message", "echo and green", "--session", key).words()).isEqualTo("and green\n");
        assertThat(model.last().body().path("messages").toString()).contains("the boat is blue");
    }

    @Test
    void calls_any_method() throws Exception {
        Said health = chela("call", "health", "--json");
        assertThat(health.exit()).isZero();
        assertThat(Wire.parse(health.words()).path("ok").asBoolean()).isTrue();
        assertThat(chela("call", "sessions.describe", "{\"key\":\"main\"}").exit()).isZero();
    }

    @Test
    void finds_the_gateway_of_its_home_at_whatever_port_it_listens() throws Exception {
        assertThat(run(List.of("status")).words()).contains(gateway.url().toString());
    }

    @Test
    void from_elsewhere_it_shows_a_key_that_the_owner_approves_once() throws Exception {
        try (Detour detour = new Detour(gateway)) {
            List<String> status = List.of("call", "health", "--url", detour.url().toString(), "--token", Gateway.TOKEN);
            Said refused = run(status);
            assertThat(refused.exit()).isEqualTo(1);
            Matcher command = APPROVE.matcher(refused.words());
            assertThat(command.find()).as(refused.words()).isTrue();
            assertThat(chela("devices", "approve", command.group(1)).exit()).isZero();
            Said granted = run(status);
            assertThat(granted.exit()).as(granted.words()).isZero();
        }
    }

    @Test
    void runs_a_line_of_the_console_and_shows_what_it_answers() throws Exception {
        Said status = run(List.of("console", "chela:status"));
        assertThat(status.words()).contains("fake/fake-1");
        assertThat(status.exit()).isZero();
        assertThat(run(List.of("console", "[one=1 two=2]")).words()).containsPattern("one +1").containsPattern("two +2");
        Said unknown = run(List.of("console", "chela:nonsense"));
        assertThat(unknown.words()).contains("chela:nonsense", "help");
        assertThat(unknown.exit()).isEqualTo(1);
    }

    @Test
    void shows_and_changes_jobs_in_the_console() throws Exception {
        String id = wire.call("cron.add", "{\"name\":\"water the plants\",\"schedule\":{\"kind\":\"every\",\"everyMs\":864000000},"
                + "\"sessionTarget\":\"isolated\",\"wakeMode\":\"now\",\"payload\":{\"kind\":\"agentTurn\",\"message\":\"echo they are wet\"}}")
                .path("id").asText();
        assertThat(console("chela:cron").words()).contains("water the plants", "waits");
        assertThat(console("chela:cron run " + id).words()).contains("Started: manual:" + id);
        Until.holds("it ran", () -> !wire.call("cron.runs", "{\"id\":\"" + id + "\"}").path("entries").isEmpty());
        assertThat(console("chela:cron runs " + id).words()).contains("they are wet");
        assertThat(console("chela:cron disable " + id).words()).contains("is disabled");
        assertThat(console("chela:cron status").words()).contains("1 jobs in ", "cron/jobs.json");
        assertThat(console("chela:cron rm " + id).words()).contains("Removed: " + id);
        Said gone = console("chela:cron enable " + id);
        assertThat(gone.words()).contains("there is no job '" + id + "'");
        assertThat(gone.exit()).isEqualTo(1);
    }

    @Test
    void says_in_the_console_that_nobody_is_told_of_events_and_which_endpoint_there_is_not() throws Exception {
        assertThat(console("chela:webhooks").words()).contains("Nobody is told of events");
        assertThat(console("chela:webhooks dead").words()).contains("There are no dead letters.");
        Said nobody = console("chela:webhooks skip nobody");
        assertThat(nobody.words()).contains("nobody");
        assertThat(nobody.exit()).isEqualTo(1);
    }

    @Test
    void says_by_its_exit_code_what_went_wrong() throws Exception {
        Said unknown = chela("call", "no.such.method");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.words()).contains("no.such.method");
        assertThat(chela("call", "health", "not json").exit()).isEqualTo(2);
        assertThat(chela("agent").exit()).isEqualTo(2);
        Said wrong = run(List.of("call", "health", "--url", gateway.url().toString(), "--token", "wrong"));
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.words()).doesNotContain(Gateway.TOKEN);
        Said nobody = run(List.of("call", "health", "--url", "ws://127.0.0.1:1", "--token", "x"));
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.words()).contains("127.0.0.1:1");
    }

    @Test
    void shows_the_log_without_a_secret() throws Exception {
        Said logs = chela("logs");
        assertThat(logs.exit()).isZero();
        assertThat(logs.words()).contains("listening on").doesNotContain(Gateway.TOKEN, Gateway.API_KEY);
    }

    private Said chela(String... command) throws Exception {
        return new CommandLine(gateway).chela(command);
    }

    private Said console(String line) throws Exception {
        return new CommandLine(gateway).console(line);
    }

    private Said plain(String... command) throws Exception {
        return run(List.of(command));
    }

    private Said run(List<String> command) throws Exception {
        return new CommandLine(gateway).run(command);
    }
}
