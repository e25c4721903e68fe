package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chela agents}, {@code chela models} and {@code chela sessions}, as OpenClaw's words are. */
class AgentsAndModelsTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        answer("agents.list", "{'defaultId':'main','agents':[{'id':'main','name':'main','workspace':'/w','model':{'primary':'demo/offline','fallbacks':[]}},"
                + "{'id':'work','name':'Work','workspace':'/x','model':{'primary':'openai/gpt-5','fallbacks':['demo/offline']}}]}");
        answer("config.get", "{'path':'/x/chela.json5','exists':true,'hash':'h1','sourceConfig':{'agents':{'defaults':{'model':{'primary':'a/b'}},"
                + "'entries':{'work':{'bindings':[{'channel':'discord','guildId':'7'}]}}},"
                + "'bindings':[{'agentId':'work','match':{'channel':'telegram','peer':{'kind':'direct','id':'42'}}}]}}");
        answer("config.patch", "{'ok':true,'path':'/x/chela.json5'}");
        answer("agents.create", "{'ok':true,'agentId':'home','name':'Home','workspace':'/x/w'}");
        answer("models.list", "{'models':[{'provider':'openai','id':'gpt-5'},{'provider':'demo','id':'offline'}]}");
        answer("models.authStatus", "{'providers':[{'provider':'openai','status':'missing'},{'provider':'demo','status':'static'}]}");
        answer("sessions.list", "{'sessions':[{'key':'agent:main:main','label':'Us','updatedAt':1}]}");
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
        return new Cli(home).run(gateway, words);
    }

    private String patched(String words, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(words.split(" ")));
        all.addAll(List.of(more));
        assertThat(run(all.toArray(String[]::new)).err()).isEmpty();
        return gateway.next("config.patch").params().get("raw").text();
    }

    @Test
    void agents_are_listed_with_what_is_led_to_them() {
        assertThat(run("agents", "list", "--bindings").out()).contains("openai/gpt-5", "LED TO", "telegram", "peer direct 42", "discord", "guildId 7");
        assertThat(run("agents").out()).contains("work").doesNotContain("LED TO");
    }

    @Test
    void an_agent_is_added_and_channels_are_led_to_it_after_those_that_are_there() {
        assertThat(patched("agents add Home --bind whatsapp --bind telegram:second")).isEqualTo("{\"bindings\":[{\"agentId\":\"work\",\"match\":{"
                + "\"channel\":\"telegram\",\"peer\":{\"kind\":\"direct\",\"id\":\"42\"}}},{\"agentId\":\"home\",\"match\":{\"channel\":\"whatsapp\"}},"
                + "{\"agentId\":\"home\",\"match\":{\"channel\":\"telegram\",\"accountId\":\"second\"}}]}");
    }

    @Test
    void an_identity_is_set_for_an_agent_that_is_there() {
        assertThat(patched("agents set-identity --agent work --emoji 🦀 --name", "Old Crab"))
                .isEqualTo("{\"agents\":{\"entries\":{\"work\":{\"identity\":{\"name\":\"Old Crab\",\"emoji\":\"🦀\"}}}}}");
        assertThat(patched("agents set-identity --theme calm")).contains("\"main\":{\"identity\":{\"theme\":\"calm\"}}");
        assertThat(run("agents", "set-identity", "--agent", "nobody", "--name", "x").err()).contains("no agent \"nobody\"");
        assertThat(run("agents", "set-identity").exitCode()).isEqualTo(2);
    }

    @Test
    void the_model_is_shown_and_set() {
        assertThat(run("models", "status", "--agent", "work", "--check")).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).contains("openai/gpt-5", "demo/offline", "missing", "cannot answer");
        });
        assertThat(run("models", "status", "--plain").out().strip()).isEqualTo("demo/offline");
        assertThat(patched("models set openai/gpt-5-mini")).isEqualTo("{\"agents\":{\"defaults\":{\"model\":{\"primary\":\"openai/gpt-5-mini\"}}}}");
        assertThat(run("models", "set", "nobody/x").err()).contains("no provider \"nobody\"", "demo, openai");
        assertThat(run("models", "set", "gpt-5").err()).contains("PROVIDER/MODEL");
    }

    @Test
    void sessions_are_listed_with_or_without_the_second_word() {
        assertThat(run("sessions", "list", "--all-agents").out()).isEqualTo(run("sessions").out()).contains("Us");
        assertThat(run("sessions", "--limit", "3").exitCode()).isZero();
        assertThat(run("sessions", "list", "--all-agents", "--agent", "main").exitCode()).isEqualTo(2);
        assertThat(run("sessions", "cleanup", "--enforce", "--dry-run").err()).contains("do not go together");
    }
}
