package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.plugin.internal.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins by order over a real socket, in a real framework. */
class PluginMethodsTest {
    @TempDir
    private Path root;
    private PluginHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new PluginHouse(root);
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void a_plugin_is_installed_updated_disabled_enabled_and_uninstalled_and_every_reader_hears_of_it() throws Exception {
        try (Client reader = house.wired.clientWith("[\"operator.read\"]")) {
            JsonNode installed = house.client.call("plugins.install", "{'source':'local','path':'" + house.jar("1.0.0") + "'}");
            assertThat(installed.path("restartRequired").asBoolean(true)).isFalse();
            assertThat(installed.path("plugin").path("channelIds").get(0).asText()).isEqualTo("lines");
            assertThat(reader.await(frame -> frame.path("event").asText().equals("plugins.changed")).path("payload").path("generation").asLong())
                    .isPositive();
        }
        JsonNode updated = house.client.call("plugins.install", "{'source':'local','mode':'update','path':'" + house.jar("1.1.0") + "'}");
        assertThat(updated.path("plugin").path("version").asText()).isEqualTo("1.1.0");
        assertThat(house.only().path("state").asText()).isEqualTo("enabled");

        assertThat(house.client.call("plugins.setEnabled", "{'pluginId':'sample.channel','enabled':false}").path("plugin").path("state").asText())
                .isEqualTo("disabled");
        assertThat(house.only().path("enabled").asBoolean(true)).isFalse();
        assertThat(house.client.call("plugins.setEnabled", "{'pluginId':'sample.channel','enabled':true}").path("plugin").path("enabled").asBoolean())
                .isTrue();
        assertThat(house.client.call("plugins.uninstall", "{'pluginId':'sample.channel'}").path("removed").get(0).asText())
                .isEqualTo("lines-1.0.0.jar");
        assertThat(house.client.call("plugins.list", "{}").path("plugins")).isEmpty();
    }

    @Test
    void what_a_plugin_brings_and_what_it_wants_is_told_with_it() throws Exception {
        Path jar = Files.write(root.resolve("asks.jar"), PluginJar.channel("1.0.0").header("Chela-Grants", "network;hosts=\"api.example.com\",sessions").bytes());
        house.client.call("plugins.install", "{'source':'local','path':'" + jar + "'}");
        assertThat(house.only().path("description").asText()).isEqualTo("Brings channel lines. Wants network (api.example.com), sessions.");
    }

    @Test
    void what_a_plugin_was_is_told_and_it_is_that_again() throws Exception {
        house.client.call("plugins.install", "{'source':'local','path':'" + house.jar("1.0.0") + "'}");
        house.client.call("plugins.install", "{'source':'local','mode':'update','path':'" + house.jar("1.1.0") + "'}");
        JsonNode before = house.client.call("plugins.history", "{'pluginId':'sample.channel'}").path("generations");
        assertThat(before.findValuesAsText("version")).containsExactly("1.1.0", "1.0.0");
        assertThat(before.get(0).has("until")).isFalse();
        assertThat(before.get(1).path("until").asLong()).isGreaterThanOrEqualTo(before.get(1).path("since").asLong());

        assertThat(house.client.call("plugins.rollback", "{'pluginId':'sample.channel'}").path("plugin").path("version").asText()).isEqualTo("1.0.0");
        assertThat(house.only().path("version").asText()).isEqualTo("1.0.0");
        String sha256 = before.get(0).path("sha256").asText();
        assertThat(house.client.call("plugins.rollback", "{'pluginId':'sample.channel','sha256':'" + sha256 + "'}").path("plugin").path("version").asText())
                .isEqualTo("1.1.0");
    }

    @Test
    void what_plugins_have_cost_is_told_and_of_one_alone_with_its_last_mistakes() {
        Desk desk = house.wired.talk.house.guests.admit(new Guest(99, "sample.roller", "1.0.0"));
        desk.here("roll", () -> {
            throw new IllegalStateException("cold");
        });
        assertThat(house.client.call("plugins.top", "{'pluginId':'sample.roller'}").path("plugins")).singleElement().satisfies(plugin -> {
            assertThat(plugin.path("version").asText()).isEqualTo("1.0.0");
            assertThat(plugin.path("calls").asLong()).isEqualTo(1);
            assertThat(plugin.path("faults").asLong()).isEqualTo(1);
            assertThat(plugin.path("earlierGenerations").asInt(-1)).isZero();
            assertThat(plugin.has("restsUntil")).isFalse();
            assertThat(plugin.at("/mishaps/0/what").asText()).isEqualTo("roll");
            assertThat(plugin.at("/mishaps/0/fault").asText()).isEqualTo("java.lang.IllegalStateException: cold");
            assertThat(plugin.at("/mishaps/0/stack/0").asText()).contains("PluginMethodsTest");
        });
        assertThat(house.client.call("plugins.top", "{'pluginId':'nobody'}").path("plugins")).isEmpty();
        assertThat(house.client.call("plugins.top", "{}").path("plugins").findValuesAsText("id")).contains("sample.roller");
    }

    @Test
    void what_would_be_done_is_told_and_not_done() throws Exception {
        house.client.call("plugins.install", "{'source':'local','path':'" + house.jar("1.0.0") + "'}");
        JsonNode plan = house.client.call("plugins.plan", "{'path':'" + house.jar("1.1.0") + "','mode':'update'}");
        assertThat(plan.path("ok").asBoolean()).isTrue();
        assertThat(plan.has("problem")).isFalse();
        assertThat(plan.path("version").asText()).isEqualTo("1.1.0");
        assertThat(plan.at("/before/version").asText()).isEqualTo("1.0.0");
        assertThat(plan.path("steps")).extracting(JsonNode::asText).contains("quiesce", "stop-old", "swap", "record");
        assertThat(plan.path("pauses").get(0).asText()).isEqualTo("channel lines");
        assertThat(plan.at("/refreshed/0/what").asText()).isEqualTo("sample.channel 1.0.0");
        assertThat(plan.at("/api/0/name").asText()).isEqualTo("dev.chela.api.channel");
        assertThat(house.only().path("version").asText()).isEqualTo("1.0.0");
    }

    @Test
    void a_jar_that_is_no_good_is_told_to_be_none_without_a_fault() throws Exception {
        String bad = Files.write(root.resolve("bad.jar"), PluginJar.channel("1.0.0").header("Import-Package", "no.such").bytes()).toString();
        JsonNode told = house.client.call("plugins.verify", "{'path':'" + bad + "'}");
        assertThat(told.path("ok").asBoolean(true)).isFalse();
        assertThat(told.path("problem").asText()).contains("no.such");
        assertThat(told.path("steps")).isEmpty();
        assertThat(house.client.refused("plugins.plan", "{'path':'" + bad + "'}").path("message").asText()).contains("bad.jar would be refused: it imports the package no.such");
    }

    @Test
    void what_a_feature_file_would_bring_is_told_plugin_by_plugin() throws Exception {
        house.repository.publish("com.example:roll:1.0.0", PluginJar.tool("roll", "one").bytes(), "sha1");
        String features = "<features name='x' xmlns='http://karaf.apache.org/xmlns/features/v1.6.0'><feature name='x' version='1.0.0'>"
                + "<bundle>mvn:com.example/roll/1.0.0</bundle></feature></features>";
        Path file = Files.writeString(root.resolve("x.xml"), features);
        JsonNode plan = house.client.call("plugins.plan", "{'path':'" + file + "'}");
        assertThat(plan.path("ok").asBoolean()).isTrue();
        assertThat(plan.path("changes").asBoolean()).isTrue();
        assertThat(plan.at("/contains/0/pluginId").asText()).isEqualTo("sample.roll");
        assertThat(plan.at("/contains/0/steps")).extracting(JsonNode::asText).contains("verify", "record");
        assertThat(house.client.call("plugins.list", "{}").path("plugins")).isEmpty();

        Files.writeString(file, features.replace("mvn:com", "wrap:mvn:com"));
        JsonNode told = house.client.call("plugins.verify", "{'path':'" + file + "'}");
        assertThat(told.path("ok").asBoolean(true)).isFalse();
        assertThat(told.path("problem").asText()).contains("'wrap:mvn:com.example/roll/1.0.0' is not taken");
        assertThat(house.client.refused("plugins.plan", "{'path':'" + file + "'}").path("message").asText()).contains("x.xml would be refused: ");
        assertThat(house.client.refused("plugins.plan", "{'path':'" + file + "','mode':'update'}").path("message").asText()).contains("x.xml is not in ");
    }

    @Test
    void what_holds_a_plugin_is_told() throws Exception {
        house.client.call("plugins.install", "{'source':'local','path':'" + house.jar("1.0.0") + "'}");
        JsonNode why = house.client.call("plugins.why", "{'pluginId':'sample.channel'}");
        assertThat(why.path("version").asText()).isEqualTo("1.0.0");
        assertThat(why.path("wires").findValuesAsText("what")).anyMatch(what -> what.startsWith("package dev.chela.api.channel "));
        assertThat(why.at("/offers/0/what").asText()).isEqualTo("dev.chela.api.channel.ChannelType");
        assertThat(why.at("/offers/0").has("with")).as("nobody has it in hand here").isFalse();
        assertThat(why.at("/refreshed/0/with").asText()).isEqualTo("it is the one that goes");
    }

    @Test
    void a_plugin_is_inspected() throws Exception {
        house.client.call("plugins.install", "{'source':'local','path':'" + house.jar("1.0.0") + "'}");
        JsonNode told = house.client.call("plugins.inspect", "{'pluginId':'sample.channel'}");
        assertThat(told.path("declared").path("channels").get(0).asText()).isEqualTo("lines");
        assertThat(told.path("declared").path("tools")).isEmpty();
        assertThat(told.path("source").path("integrity").asText()).hasSize(64);
        assertThat(told.path("grants").path("hooks").path("allowPromptInjection").path("effective").asBoolean(true)).isFalse();
    }

    @Test
    void a_refused_file_is_told_with_its_reason() throws Exception {
        house.framework.drop("bad.jar", PluginJar.channel("1.0.0").header("Import-Package", "dev.chela.core.store"));
        house.client.await(frame -> frame.path("event").asText().equals("plugins.changed"));
        JsonNode told = house.client.call("plugins.list", "{}").path("diagnostics").get(0);
        assertThat(told.path("source").asText()).isEqualTo("bad.jar");
        assertThat(told.path("message").asText()).contains("dev.chela.core.store");
        assertThat(house.client.call("plugins.refresh", "{}").path("warnings").get(0).asText()).contains("bad.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plugins.lock.apply | {'lock':{'format':2,'plugins':[]}} | at /lock: format 2 is not known here, only 1",
        "plugins.install | {'source':'local','path':'/x.jar','mode':'force'} | at /mode",
        "plugins.install | {'source':'local','path':'/x.jar','link':true} | unexpected property 'link'",
        "plugins.setEnabled | {'pluginId':'nobody','enabled':true} | there is no plugin 'nobody'",
        "plugins.uninstall | {'pluginId':'nobody'} | there is no plugin 'nobody'",
        "plugins.rollback | {'pluginId':'nobody'} | no earlier generation of 'nobody' is kept",
        "plugins.plan | {'path':'/nowhere/x.jar'} | /nowhere/x.jar is not a jar",
        "plugins.plan | {'path':'/x.jar','mode':'force'} | invalid plugins.plan params: at /mode",
        "plugins.verify | {'path':'x.jar'} | give the absolute path",
        "plugins.why | {'pluginId':'nobody'} | at /pluginId: there is no plugin 'nobody'",
        "plugins.inspect | {'pluginId':'nobody'} | there is no plugin 'nobody'"})
    void what_cannot_be_is_refused_by_name(String method, String params, String why) throws Exception {
        JsonNode error = house.client.refused(method, params);
        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plugins.install | {'source':'local','path':'/x.jar'}",
        "plugins.setEnabled | {'pluginId':'x','enabled':true}",
        "plugins.plan | {'path':'/x.jar'}",
        "plugins.verify | {'path':'/x.jar'}",
        "plugins.uninstall | {'pluginId':'x'}",
        "plugins.rollback | {'pluginId':'x'}",
        "plugins.refresh | {}"})
    void only_an_administrator_changes_anything(String method, String params) throws Exception {
        try (Client writer = house.wired.clientWith("[\"operator.write\"]")) {
            assertThat(writer.refused(method, params).path("message").asText()).isEqualTo("missing scope: operator.admin");
        }
    }
}
