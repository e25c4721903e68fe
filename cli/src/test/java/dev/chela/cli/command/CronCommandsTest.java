package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronCommandsTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Json asked(String method, String... words) {
        AtomicReference<Json> params = new AtomicReference<>(Json.ABSENT);
        gateway.on(method, request -> {
            params.set(request.params());
            request.answer(Json.object("id", "j1", "name", "plants", "enabled", true, "schedule", Json.object("kind", "every", "everyMs", 3600000)));
        });
        Cli.Result result = new Cli(home).run(gateway, words);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("j1");
        return params.get();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "--every 2h | {\"kind\":\"every\",\"everyMs\":7200000}",
        "--cron '0 9 * * 1' --tz Europe/Berlin --exact | {\"kind\":\"cron\",\"expr\":\"0 9 * * 1\",\"tz\":\"Europe/Berlin\",\"staggerMs\":0}",
        "--cron '0 9 * * 1' --stagger 30s | {\"kind\":\"cron\",\"expr\":\"0 9 * * 1\",\"staggerMs\":30000}",
        "--at 2026-07-01T09:00 --tz Europe/Berlin | {\"kind\":\"at\",\"at\":\"2026-07-01T07:00:00Z\"}",
        "--at 2026-07-01T09:00 | {\"kind\":\"at\",\"at\":\"2026-07-01T09:00:00Z\"}",
        "--on-exit 'make all' | {\"kind\":\"on-exit\",\"command\":\"make all\"}",
        "'every 10m' | {\"kind\":\"every\",\"everyMs\":600000}",
        "'@daily' | {\"kind\":\"cron\",\"expr\":\"@daily\"}"})
    void add_reads_when_as_it_is_typed(String words, String schedule) {
        Json params = asked("cron.add", words("cron add " + words + " --name plants --message water"));
        assertThat(params.get("schedule").toString()).isEqualTo(schedule);
    }

    private static String[] words(String line) {
        return java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(line).results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1)).toArray(String[]::new);
    }

    @Test
    void add_says_what_is_to_be_done_and_where_the_result_goes() {
        Json turn = asked("cron.add", words("cron add --every 1h plants --message 'water them' --model a/b --tools read,exec --to bob --channel irc"));
        assertThat(turn.get("name").text()).isEqualTo("plants");
        assertThat(turn.get("sessionTarget").text()).isEqualTo("isolated");
        assertThat(turn.get("payload").toString()).isEqualTo("{\"kind\":\"agentTurn\",\"message\":\"water them\",\"model\":\"a/b\",\"toolsAllow\":[\"read\",\"exec\"]}");
        assertThat(turn.get("delivery").toString()).isEqualTo("{\"mode\":\"announce\",\"channel\":\"irc\",\"to\":\"bob\"}");

        Json event = asked("cron.add", words("cron add 20m --system-event 'the oven is hot' --misfire skip"));
        assertThat(event.get("sessionTarget").text()).isEqualTo("main");
        assertThat(event.get("delivery").isPresent()).isFalse();
        assertThat(event.get("policy").toString()).isEqualTo("{\"misfire\":\"skip\"}");

        Json command = asked("cron.add", words("cron add --every 1d --command 'df -h' --command-env LANG=C --no-deliver --disabled"));
        assertThat(command.get("payload").toString()).isEqualTo("{\"kind\":\"command\",\"argv\":[\"sh\",\"-lc\",\"df -h\"],\"env\":{\"LANG\":\"C\"}}");
        assertThat(command.get("enabled").isTrue()).isFalse();
        assertThat(command.get("delivery").toString()).isEqualTo("{\"mode\":\"none\"}");
    }

    @Test
    void show_tells_all_of_a_job() {
        gateway.on("cron.get", request -> request.answer(Json.object("id", request.params().get("id").text(), "name", "plants", "enabled", false,
                "schedule", Json.object("kind", "every", "everyMs", 3600000), "sessionTarget", "isolated", "delivery", Json.object("mode", "announce", "channel", "irc", "to", "bob"),
                "payload", Json.object("kind", "agentTurn", "message", "water them"), "state", Json.object("lastError", "the well is dry"))));
        Cli.Result shown = new Cli(home).run(gateway, "cron", "show", "j1");
        assertThat(shown.out()).contains("j1 \"plants\"", "every 1 h", "water them", "isolated", "announce to irc bob", "the well is dry", "disabled");
        assertThat(new Cli(home).run(gateway, "cron", "get", "j2").out()).contains("j2");
    }

    @Test
    void edit_sends_only_what_was_said() {
        assertThat(asked("cron.update", "cron", "edit", "j1", "--every", "3h", "--disable").toString())
                .isEqualTo("{\"id\":\"j1\",\"patch\":{\"enabled\":false,\"schedule\":{\"kind\":\"every\",\"everyMs\":10800000}}}");
        assertThat(asked("cron.update", "cron", "enable", "j1").toString()).isEqualTo("{\"id\":\"j1\",\"patch\":{\"enabled\":true}}");
        assertThat(asked("cron.update", "cron", "disable", "j1").toString()).isEqualTo("{\"id\":\"j1\",\"patch\":{\"enabled\":false}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cron add --message x | Say when",
        "cron add --every 1h | Say what",
        "cron add --every soon --message x | is no span of time",
        "cron add --at soon --message x | is no time",
        "cron add --every 1h --at 20m --message x | Say only one",
        "cron add --every 1h --message x --command y | Say only one",
        "cron add --every 1h --command x --command-env LANG | must be KEY=VALUE",
        "cron edit j1 | Say what to change"})
    void what_is_typed_wrong_is_said_and_nothing_is_sent(String line, String why) {
        Cli.Result result = new Cli(home).run(gateway, words(line));
        assertThat(result.err().replaceAll("\\s+", " ")).contains(why);
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void list_runs_and_status_are_for_people() {
        Json job = Json.object("id", "j1", "name", "plants", "enabled", false, "lastRunStatus", "ok", "lastRunAtMs", System.currentTimeMillis(),
                "schedule", Json.object("kind", "cron", "expr", "0 9 * * 1", "tz", "Europe/Berlin"));
        gateway.answer("cron.list", Json.object("jobs", java.util.List.of(job)))
                .answer("cron.status", Json.object("enabled", true, "jobs", 1, "storePath", "/x/jobs.json", "faulty", java.util.List.of("b: is wrong")))
                .answer("cron.run", Json.object("ok", true, "ran", false, "reason", "already-running"))
                .answer("cron.runs", Json.object("entries", java.util.List.of(Json.object("jobName", "plants", "status", "error", "durationMs", 2000,
                        "error", "no water", "usage", Json.object("total_tokens", 12), "costUsd", 0.25))));
        Cli cli = new Cli(home);
        assertThat(cli.run(gateway, "cron", "list", "--all").out()).contains("plants", "0 9 * * 1 (Europe/Berlin)", "ok, 0 s ago", "disabled");
        assertThat(cli.run(gateway, "cron", "runs", "j1").out()).contains("plants", "error", "2 s", "12", "$0.25", "no water");
        assertThat(cli.run(gateway, "cron", "status").out()).contains("/x/jobs.json", "b: is wrong");
        Cli.Result run = cli.run(gateway, "cron", "run", "j1");
        assertThat(run.out()).contains("already-running");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
