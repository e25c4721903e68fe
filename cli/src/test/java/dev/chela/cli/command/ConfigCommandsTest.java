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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandsTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        answer("config.get", "{'path':'/x/chela.json5','exists':true,'hash':'h1','valid':false,"
                + "'config':{'items':[{'name':'n','n':1}]},'sourceConfig':{'gateway':{'port':1},'items':[{'name':'n','n':1},{'name':'m'}]},"
                + "'issues':[{'path':'gateway.port','message':'must be more','line':3}],'warnings':[],'includedPaths':[]}");
        answer("config.patch", "{'ok':true,'path':'/x/chela.json5'}");
        answer("config.schema", "{'schema':{'type':'object'}}");
        answer("agents.create", "{'ok':true,'agentId':'work','name':'Work','workspace':'/x/w'}");
        answer("agents.delete", "{'ok':true,'agentId':'work','removedBindings':0,'removed':[{'path':'/x/w','method':'trash'}],"
                + "'failed':[{'path':'/y','reason':'another agent works in it'}]}");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "set gateway.port 4000 | {\"gateway\":{\"port\":4000}} | null",
        "set name hello | {\"name\":\"hello\"} | null",
        "set channels[\"a.b\"].enabled true | {\"channels\":{\"a.b\":{\"enabled\":true}}} | null",
        "set list [1,2] | {\"list\":[1,2]} | [\"list\"]",
        "set items[0].n 2 | {\"items\":[{\"name\":\"n\",\"n\":2},{\"name\":\"m\"}]} | [\"items\"]",
        "set items[2].name x | {\"items\":[{\"name\":\"n\",\"n\":1},{\"name\":\"m\"},{\"name\":\"x\"}]} | [\"items\"]",
        "unset gateway.port | {\"gateway\":{\"port\":null}} | null",
        "unset items[0] | {\"items\":[{\"name\":\"m\"}]} | [\"items\"]",
        "unset items[0].n | {\"items\":[{\"name\":\"n\"},{\"name\":\"m\"}]} | [\"items\"]"})
    void a_change_is_a_patch_of_what_was_read(String words, String raw, String replacePaths) {
        Cli.Result result = new Cli(home).run(gateway, ("config " + words).split(" "));

        Json params = gateway.next("config.patch").params();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("in /x/chela.json5; it is in force");
        assertThat(params.get("raw").text()).isEqualTo(raw);
        assertThat(params.get("baseHash").text()).isEqualTo("h1");
        assertThat(params.get("replacePaths").toString()).isEqualTo(replacePaths);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "set gateway..port 1 | 2 | is no path",
        "set a {b | 2 | is not valid JSON",
        "set a b --strict-json | 2 | is not valid JSON",
        "set a null | 2 | config unset a",
        "set items[9].n 1 | 1 | is a list of 2 entries",
        "unset gateway.bind | 1 | does not set gateway.bind",
        "get nothing | 1 | does not set nothing"})
    void what_makes_no_sense_is_refused_before_anything_is_changed(String words, int exitCode, String why) {
        Cli.Result result = new Cli(home).run(gateway, ("config " + words).split(" "));

        assertThat(result.err()).contains(why);
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(gateway.wasAsked("config.patch")).isFalse();
    }

    @Test
    void validate_tells_what_is_wrong_and_fails() {
        Cli.Result result = new Cli(home).run(gateway, "config", "validate");

        assertThat(result.out()).isEqualTo("/x/chela.json5 is not valid; what was good before it is in force.\n"
                + "error: line 3: gateway.port: must be more\n");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(new Cli(home).run(gateway, "config", "file").out()).isEqualTo("/x/chela.json5\n");
        assertThat(new Cli(home).run(gateway, "config", "schema").json().get("type").text()).isEqualTo("object");
        assertThat(new Cli(home).run(gateway, "config", "get", "items[0].n").out()).isEqualTo("1\n");
    }

    @Test
    void a_change_of_the_address_that_ends_the_connection_says_so_and_how_to_look_again() {
        gateway.on("config.patch", request -> gateway.drop(1012, "service restart"));

        Cli.Result result = new Cli(home).run(gateway, "config", "set", "gateway.port", "4000");

        assertThat(result.err()).contains("ended its connections", "chela config get gateway.port");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void an_agent_is_added_with_an_absolute_workspace_and_deleted_only_on_purpose() {
        assertThat(new Cli(home).run(gateway, "agents", "add", "Work", "--workspace", "w").out()).isEqualTo("Agent work works in /x/w.\n");
        assertThat(gateway.next("agents.create").params().get("workspace").text()).startsWith("/").endsWith("/w");

        Cli.Result unasked = new Cli(home).run(gateway, "agents", "delete", "work");
        Cli.Result forced = new Cli(home).run(gateway, "agents", "delete", "work", "--force");

        assertThat(unasked.err()).contains("--force");
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(forced.out()).contains("Deleted agent work.", "In the trash: /x/w", "Left where it is: /y: another agent works in it");
    }
}
