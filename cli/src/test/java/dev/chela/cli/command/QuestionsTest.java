package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {
    private static final String TRUST = "{'policy':'warn','keys':[],'problems':[],'plugins':[{'pluginId':'tool-dice','file':'dice.jar',"
            + "'signature':{'state':'trusted','words':'signed by CN=Jo'}}]}";
    private static final String SKILLS = "{'managedSkillsDir':'/h/skills','problems':[],'skills':["
            + "{'name':'moon','description':'The moon','source':'openclaw-managed','skillKey':'moon','missing':{'bins':['phase'],'os':['darwin']}},"
            + "{'name':'tide','description':'The sea','source':'openclaw-bundled','skillKey':'tide','eligible':true,'missing':{}}]}";
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        answer("status", "{'sessions':{'count':3,'defaults':{'modelProvider':'demo','model':'offline'}}}");
        answer("system-presence", "[{'ts':1}]");
        answer("health", "{'ok':true,'durationMs':2,'agents':[{'agentId':'main'}]}");
        answer("sessions.list", "{'sessions':[{'key':'agent:main:main','model':'gpt','modelProvider':'openai','hasActiveRun':true}]}");
        answer("models.list", "{'models':[{'id':'offline','provider':'demo','name':'Offline demo'}]}");
        answer("tools.catalog", "{'groups':[{'id':'fs','label':'Files','tools':[{'id':'read','description':'Reads a file.'}]}]}");
        answer("plugins.list", "{'plugins':[{'id':'tool-dice','version':'1.2.0','origin':'deploy','state':'enabled'}],"
                + "'diagnostics':[{'source':'bad.jar','message':'it is not a jar'}]}");
        answer("skills.status", SKILLS);
        answer("tools.effective", "{'notices':[]}");
        answer("plugins.trust.list", TRUST);
        answer("deliveries.list", "{'deliveries':[]}");
        answer("agents.list", "{'defaultId':'main','agents':[{'id':'main','model':{'primary':'demo/offline'}}]}");
        answer("channels.status", "{'channelOrder':['webchat'],'channelLabels':{'webchat':'WebChat'},"
                + "'channels':{'webchat':{'setup':['Open the link.','Sign in.']}},"
                + "'channelAccounts':{'webchat':[{'accountId':'default','running':true}]}}");
        answer("memory.search", "{'agentId':'main','results':[{'path':'memory/boats.md','startLine':3,'endLine':9,'score':0.8125,"
                + "'snippet':'The boat'}]}");
        answer("doctor.memory.status", "{'agentId':'main','provider':'none','index':{'enabled':true,'path':'/x/main.db','files':2,'chunks':7,"
                + "'dirty':true,'refused':['memory/x.md: it has a second name']}}");
        answer("config.get", "{'path':'/x/chela.json5','config':{'gateway':{'port':18789}},'issues':[],'warnings':[]}");
        answer("logs.tail", "{'file':'/x/log','cursor':10,'size':10,'lines':['first','second']}");
    }

    private void answer(String method, String json) {
        try {
            gateway.answer(method, JsonText.parse(json.replace('\'', '"')));
        } catch (MalformedJson e) {
            throw new AssertionError(e.where());
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_table_breaks_its_last_column_between_words_where_the_terminal_ends() {
        answer("tools.catalog", "{'groups':[{'id':'fs','label':'Files','tools':[{'id':'read','description':'Reads a text file, or looks at an image.'}]}]}");

        assertThat(new Cli(home).with("COLUMNS", "44").run(gateway, "tools", "list").out()).isEqualTo("""
                TOOL  GROUP  WHAT IT DOES
                read  Files  Reads a text file, or looks at
                             an image.
                """);
    }

    @Test
    void the_only_second_word_need_not_be_said() {
        assertThat(new Cli(home).run(gateway, "tools").out()).isEqualTo(new Cli(home).run(gateway, "tools", "list").out());
        assertThat(new Cli(home).run(gateway, "tools", "--json").json().get("groups").items()).hasSize(1);
        assertThat(new Cli(home).run("tools", "--help").out()).contains("list");
    }

    @Test
    void an_unknown_command_is_named_and_a_similar_one_proposed() {
        assertThat(new Cli(home).run("nonsense").err()).isEqualTo("error: There is no command \"nonsense\". See: chela --help\n");
        assertThat(new Cli(home).run("sesions").err()).contains("There is no command \"sesions\". Did you mean sessions? See:");
    }

    @Test
    void a_log_that_cannot_be_asked_for_is_said_to_be_in_the_state_directory() {
        assertThat(new Cli(home).run("logs", "--port", "1").err()).contains("./chela gateway start", home.resolve("logs").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "status, demo/offline",
        "health, 'ok, in 2 ms'",
        "sessions, 'agent:main:main         openai/gpt                running'",
        "models list, demo/offline  Offline demo",
        "tools list, 'read  Files  Reads a file.'",
        "memory search red boat, '0.81  memory/boats.md#L3-L9\n      The boat'",
        "memory status, '2 files, 7 passages; files have changed'",
        "memory status, memory/x.md: it has a second name",
        "plugins list, 'tool-dice  1.2.0    deploy  enabled'",
        "plugins list, refused: it is not a jar",
        "skills list, 'Skills (1/2 ready)'",
        "skills list, 'moon   needs setup  openclaw-managed  The moon'",
        "skills list --eligible -v, 'tide   ready   openclaw-bundled'",
        "skills info moon, 'bins: phase; os: darwin'",
        "skills check, 'Needs setup: 1\n  moon  bins: phase; os: darwin'",
        "agents list, 'main         demo/offline             default'",
        "channels status, 'WebChat  default  running'",
        "channels add webchat, '1. Open the link.\n2. Sign in.'",
        "config get gateway.port, 18789",
        "logs, 'first\nsecond'",
        "gateway status, '0.1.0, protocol 4'",
        "gateway health, 'ok, in 2 ms'",
        "gateway probe, config.get",
    })
    void each_question_is_answered_in_words_and_as_one_json_document(String words, String said) {
        Cli.Result plain = new Cli(home).run(gateway, words.split(" "));
        Cli.Result json = new Cli(home).run(gateway, (words + " --json").split(" "));

        assertThat(plain.out()).contains(said);
        assertThat(plain.err()).isEmpty();
        assertThat(plain.exitCode()).isZero();
        assertThat(json.json().isPresent()).isTrue();
        assertThat(json.exitCode()).isZero();
        assertThat(gateway.connects()).allSatisfy(
                connect -> assertThat(connect.get("scopes").toString()).isEqualTo("[\"operator.read\"]"));
    }

    @Test
    void says_which_channels_there_are_to_who_names_another() {
        assertThat(new Cli(home).run(gateway, "channels", "add", "pigeon").out()).contains("no channel 'pigeon'", "webchat");
    }

    @Test
    void a_probe_is_shown_with_what_to_do_about_it() {
        answer("channels.status", "{'channelOrder':['telegram'],'channelLabels':{},'channelAccounts':{'telegram':[{'accountId':'default',"
                + "'connected':true,'probe':{'ok':false,'detail':'a webhook is set','advice':'Stop it.'}}]}}");
        assertThat(new Cli(home).run(gateway, "channels", "status", "--probe").out()).contains("not well: a webhook is set", "Stop it.");
    }

    @Test
    void a_memory_is_searched_for_all_words_together_and_indexed_on_demand() {
        answer("memory.index", "{'agentId':'ann','index':{'enabled':true,'path':'/x/ann.db','files':1,'chunks':1,'dirty':false}}");

        assertThat(new Cli(home).run(gateway, "memory", "search").err()).contains("Say what to look for");
        assertThat(new Cli(home).run(gateway, "memory", "search", "--query", "-x boat", "--json").exitCode()).isZero();
        assertThat(new Cli(home).run(gateway, "memory", "index", "--agent", "ann", "--force").out()).contains("1 files, 1 passages\n");
    }

    @Test
    void a_group_alone_names_the_words_that_may_follow() {
        Cli.Result result = new Cli(home).run("gateway");

        assertThat(result.err()).contains("call, health, probe, status");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void events_of_the_log_are_printed_as_lines_and_what_is_no_event_as_it_is() {
        gateway.on("logs.tail", request -> request.answer(Json.object("cursor", 1, "lines", List.of("of an older event", "{broken",
                "{\"time\":\"2026-01-01T00:00:00Z\",\"level\":\"warn\",\"subsystem\":\"Hub\",\"message\":\"full\"}"))));
        assertThat(new Cli(home).run(gateway, "logs").out()).isEqualTo("of an older event\n{broken\n2026-01-01T00:00:00Z WARN  Hub full\n");
    }

    @Test
    void logs_follow_from_the_cursor_until_ctrl_c() throws Exception {
        Cli cli = new Cli(home);
        Json first = Json.object("cursor", 10, "lines", List.of("first", "second"));
        Json then = Json.object("cursor", 20, "lines", List.of("third"));
        gateway.on("logs.tail", request -> request.answer(request.params().get("cursor").isPresent() ? then : first));
        CompletableFuture<Cli.Result> following = cli.start(gateway, "logs", "-f");
        gateway.next("logs.tail");

        Json second = gateway.next("logs.tail").params();
        cli.interrupt();

        assertThat(second.get("cursor").text()).isEqualTo("10");
        assertThat(following.get(60, TimeUnit.SECONDS).out()).startsWith("first\nsecond\nthird\n");
    }

    @Test
    void a_file_that_is_no_skill_is_named_with_its_line() {
        answer("skills.status", "{'skills':[],'problems':[{'path':'/s/broken/SKILL.md','line':3,'message':'is no YAML'}]}");

        assertThat(new Cli(home).run(gateway, "skills", "list").out()).contains("Not a skill: /s/broken/SKILL.md:3 is no YAML");
        assertThat(new Cli(home).run(gateway, "skills", "check").exitCode()).isEqualTo(1);
        assertThat(new Cli(home).run(gateway, "doctor").out()).contains("/s/broken/SKILL.md:3 is no YAML");
        assertThat(new Cli(home).run(gateway, "skills", "info", "sun").err()).contains("There is no skill \"sun\"");
    }

    @Test
    void doctor_passes_a_healthy_gateway_and_warns_of_the_demo_model() {
        Cli.Result result = new Cli(home).run(gateway, "doctor", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.json().get("checks").items())
                .extracting(check -> check.get("check").text() + " " + check.get("status").text())
                .contains("home ok", "config ok", "gateway ok", "health ok", "settings ok", "model warn", "skills ok", "tools ok", "deliveries ok", "plugins ok");
    }

    @Test
    void doctor_warns_of_plugins_that_nobody_vouches_for_unless_that_is_all_the_same() {
        String plugins = "'keys':[],'problems':['x.pem holds no key'],'plugins':[{'pluginId':'dice','file':'dice.jar',"
                + "'signature':{'state':'unsigned','words':'not signed'}}]}";
        answer("plugins.trust.list", "{'policy':'warn'," + plugins);
        Cli.Result result = new Cli(home).run(gateway, "doctor");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("dice.jar is not signed", "docs/trust.md", "trust/: x.pem holds no key");
        answer("plugins.trust.list", "{'policy':'off'," + plugins);
        assertThat(new Cli(home).run(gateway, "doctor").out()).doesNotContain("dice.jar");
    }

    @Test
    void doctor_warns_of_a_plugin_in_a_process_of_its_own_that_nothing_confines() {
        answer("plugins.trust.list", "{'policy':'off','keys':[],'problems':[],'plugins':[{'pluginId':'dice','file':'dice.jar',"
                + "'signature':{'state':'unsigned'},'lane':'in a process of its own, without a sandbox: bubblewrap (bwrap) is not installed'}]}");
        assertThat(new Cli(home).run(gateway, "doctor").out()).contains("dice.jar runs in a process of its own, without a sandbox: bubblewrap", "Install bubblewrap");
    }

    @Test
    void doctor_warns_of_what_did_not_arrive() {
        answer("deliveries.list", "{'deliveries':[{'key':'run:1'},{'key':'run:2'}]}");
        Cli.Result result = new Cli(home).run(gateway, "doctor");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("2 did not arrive, or may not have", "./chela deliveries");
    }

    @Test
    void doctor_names_the_next_step_of_each_failure_and_fails() throws Exception {
        Files.writeString(home.resolve("chela.json5"), "{ gateway: { port: 1, ");

        Cli.Result result = new Cli(home).run("doctor", "--port", "1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail  config:", "chela.json5 is not valid JSON5: line 1", "fail  gateway: No gateway answers at")
                .contains("./chela gateway start");
    }

    @Test
    void doctor_sees_a_token_that_others_can_read() throws Exception {
        Path file = home.resolve("credentials/gateway-token");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(new Cli(home).run("doctor", "--port", "1").out()).contains("warn  token:", "chmod 600 " + file);
    }

    @Test
    void doctor_tells_what_of_the_hooks_lets_others_do_too_much() throws Exception {
        Path file = home.resolve("chela.json5");
        Files.writeString(file, "{ gateway: { auth: { token: \"the same one\" } }, hooks: { enabled: true, token: \"the same one\" } }");
        assertThat(new Cli(home).run("doctor", "--port", "1").out()).contains("fail  hooks:", "gateway's own secret");

        Files.writeString(file, "{ hooks: { enabled: true, token: \"short\", allowRequestSessionKey: true,"
                + " mappings: [{ id: \"ci\", allowUnsafeExternalContent: true }] } }");
        assertThat(new Cli(home).run("doctor", "--port", "1").out()).contains("less than 24 characters", "allowedSessionKeyPrefixes", "the mapping ci");

        Files.writeString(file, "{ hooks: { enabled: true, token: \"a-token-of-the-hooks-0123456789\" } }");
        assertThat(new Cli(home).run("doctor", "--port", "1").out()).contains("ok    hooks:");
        Files.writeString(file, "{ }");
        assertThat(new Cli(home).run("doctor", "--port", "1").out()).doesNotContain("hooks:");
    }
}
