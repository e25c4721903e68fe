package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksCommandsTest {
    private static final String HOOKS = "{'workspaceDir':'/w','managedHooksDir':'/h/hooks','enabled':true,'problems':[],'plugins':["
            + "{'hook':'org.example.Guard','plugin':'guard','version':'1.0','at':'Calling','ranking':0,'faults':5,'resting':true}],'hooks':["
            + "{'name':'keep','description':'Keeps','source':'openclaw-managed','hookKey':'keep','events':['message'],'enabled':true,'eligible':true,'missing':{}},"
            + "{'name':'poor','description':'Lacks','source':'openclaw-workspace','hookKey':'mine','events':['gateway:startup'],'decides':['tool:call'],"
            + "'stopsOnFault':true,'enabled':true,"
            + "'missing':{'bins':['jq']}}]}";
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        answer("hooks.status", HOOKS);
        answer("config.get", "{'path':'/x/chela.json5','exists':true,'hash':'h1','sourceConfig':{}}");
        answer("config.patch", "{'ok':true,'path':'/x/chela.json5'}");
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

    private Cli.Result run(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "hooks";
        System.arraycopy(words, 0, line, 1, words.length);
        return new Cli(home).run(gateway, line);
    }

    @Test
    void a_list_names_folders_and_what_plugins_brought_with_how_they_stand() {
        assertThat(run("list").out()).contains("keep", "ready", "poor", "needs setup", "guard 1.0", "resting after faults");
        assertThat(run("list", "--eligible").out()).contains("keep").doesNotContain("poor");
    }

    @Test
    void info_shows_what_one_needs_and_check_what_keeps_each_from_running() {
        assertThat(run("info", "mine").out()).contains("poor", "gateway:startup, tool:call", "tool:call (and stops what passes when it fails)", "bins: jq");
        assertThat(run("info", "nobody").err()).contains("There is no hook \"nobody\"");
        assertThat(run("check").out()).contains("Ready: 1", "poor  bins: jq");
    }

    @Test
    void a_folder_that_is_no_hook_is_named_and_makes_the_check_fail() {
        answer("hooks.status", "{'hooks':[],'plugins':[],'problems':[{'path':'/h/hooks/mute/HOOK.md','message':'has no script beside it'}]}");
        Cli.Result check = run("check");
        assertThat(check.out()).contains("Not a hook: /h/hooks/mute/HOOK.md has no script beside it");
        assertThat(check.exitCode()).isEqualTo(1);
    }

    @Test
    void one_is_switched_on_by_its_key_which_lets_all_of_them_run_and_off_alone() throws Exception {
        assertThat(run("enable", "poor").out()).contains("Enabled poor in /x/chela.json5");
        assertThat(patch()).isEqualTo(JsonText.parse("{\"hooks\":{\"internal\":{\"enabled\":true,\"entries\":{\"mine\":{\"enabled\":true}}}}}"));
        run("disable", "keep");
        assertThat(patch()).isEqualTo(JsonText.parse("{\"hooks\":{\"internal\":{\"entries\":{\"keep\":{\"enabled\":false}}}}}"));
    }

    private Json patch() throws MalformedJson {
        return JsonText.parse(gateway.next("config.patch").params().get("raw").text());
    }
}
