package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.chela.core.annex.NoAnnex;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.plugin.internal.DeployedPlugins;
import dev.chela.core.plugin.internal.JarSources;
import dev.chela.core.plugin.internal.KeyFolder;
import dev.chela.core.plugin.internal.LockedSet;
import dev.chela.core.plugin.internal.MavenLayout;
import dev.chela.core.plugin.internal.PluginFramework;
import dev.chela.core.plugin.internal.PluginJar;
import dev.chela.core.plugin.internal.SigningKey;
import dev.chela.core.turn.internal.House;
import dev.chela.rpc.plugin.LockMethods;
import dev.chela.rpc.plugin.PluginMethods;
import dev.chela.rpc.plugin.PluginOutlookMethods;
import dev.chela.rpc.plugin.TrustMethods;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
    private WiredHouse wired;
    private PluginFramework framework;
    private DeployedPlugins plugins;
    private PluginMethods methods;
    private JarSources sources;
    private MavenLayout repository;
    private KeyFolder trust;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        repository = new MavenLayout(root.resolve("repository"));
        Files.createDirectory(root.resolve("home"));
        Files.writeString(root.resolve("home/chela.json5"), "{plugins: {maven: {repositories: ['" + repository.address() + "']}}}");
        wired = new WiredHouse(root.resolve("home"));
        framework = new PluginFramework(root);
        House house = wired.talk.house;
        trust = new KeyFolder(house.home, wired.config);
        plugins = new DeployedPlugins(framework.context, framework.components(), house.guests, house.ledger, house.home,
                house.events, house.clock, trust, new NoAnnex());
        sources = new JarSources(house.home, house.http, wired.config);
        methods = new PluginMethods(plugins, sources, trust, wired.clients, house.events);
        wired.methods.bind(methods);
        wired.methods.bind(new PluginOutlookMethods(plugins, sources));
        wired.methods.bind(new LockMethods(new LockedSet(plugins, sources, house.home)));
        wired.methods.bind(new TrustMethods(trust, plugins));
        client = wired.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        methods.stop();
        plugins.close();
        trust.close();
        sources.close();
        framework.close();
        wired.close();
    }

    private String jar(String version) throws Exception {
        return Files.write(root.resolve("lines-" + version + ".jar"), PluginJar.channel(version).bytes()).toString();
    }

    private JsonNode only() {
        JsonNode all = client.call("plugins.list", "{}").path("plugins");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void a_plugin_is_installed_updated_disabled_enabled_and_uninstalled_and_every_reader_hears_of_it() throws Exception {
        try (Client reader = wired.clientWith("[\"operator.read\"]")) {
            JsonNode installed = client.call("plugins.install", "{'source':'local','path':'" + jar("1.0.0") + "'}");
            assertThat(installed.path("restartRequired").asBoolean(true)).isFalse();
            assertThat(installed.path("plugin").path("channelIds").get(0).asText()).isEqualTo("lines");
            assertThat(reader.await(frame -> frame.path("event").asText().equals("plugins.changed")).path("payload").path("generation").asLong())
                    .isPositive();
        }
        JsonNode updated = client.call("plugins.install", "{'source':'local','mode':'update','path':'" + jar("1.1.0") + "'}");
        assertThat(updated.path("plugin").path("version").asText()).isEqualTo("1.1.0");
        assertThat(only().path("state").asText()).isEqualTo("enabled");

        assertThat(client.call("plugins.setEnabled", "{'pluginId':'sample.channel','enabled':false}").path("plugin").path("state").asText())
                .isEqualTo("disabled");
        assertThat(only().path("enabled").asBoolean(true)).isFalse();
        assertThat(client.call("plugins.setEnabled", "{'pluginId':'sample.channel','enabled':true}").path("plugin").path("enabled").asBoolean())
                .isTrue();
        assertThat(client.call("plugins.uninstall", "{'pluginId':'sample.channel'}").path("removed").get(0).asText())
                .isEqualTo("lines-1.0.0.jar");
        assertThat(client.call("plugins.list", "{}").path("plugins")).isEmpty();
    }

    @Test
    void what_a_plugin_brings_and_what_it_wants_is_told_with_it() throws Exception {
        Path jar = Files.write(root.resolve("asks.jar"), PluginJar.channel("1.0.0").header("Chela-Grants", "network;hosts=\"api.example.com\",sessions").bytes());
        client.call("plugins.install", "{'source':'local','path':'" + jar + "'}");
        assertThat(only().path("description").asText()).isEqualTo("Brings channel lines. Wants network (api.example.com), sessions.");
    }

    @Test
    void what_a_plugin_was_is_told_and_it_is_that_again() throws Exception {
        client.call("plugins.install", "{'source':'local','path':'" + jar("1.0.0") + "'}");
        client.call("plugins.install", "{'source':'local','mode':'update','path':'" + jar("1.1.0") + "'}");
        JsonNode before = client.call("plugins.history", "{'pluginId':'sample.channel'}").path("generations");
        assertThat(before.findValuesAsText("version")).containsExactly("1.1.0", "1.0.0");
        assertThat(before.get(0).has("until")).isFalse();
        assertThat(before.get(1).path("until").asLong()).isGreaterThanOrEqualTo(before.get(1).path("since").asLong());

        assertThat(client.call("plugins.rollback", "{'pluginId':'sample.channel'}").path("plugin").path("version").asText()).isEqualTo("1.0.0");
        assertThat(only().path("version").asText()).isEqualTo("1.0.0");
        String sha256 = before.get(0).path("sha256").asText();
        assertThat(client.call("plugins.rollback", "{'pluginId':'sample.channel','sha256':'" + sha256 + "'}").path("plugin").path("version").asText())
                .isEqualTo("1.1.0");
    }

    @Test
    void what_plugins_have_cost_is_told_and_of_one_alone_with_its_last_mistakes() {
        Desk desk = wired.talk.house.guests.admit(new Guest(99, "sample.roller", "1.0.0"));
        desk.here("roll", () -> {
            throw new IllegalStateException("cold");
        });
        assertThat(client.call("plugins.top", "{'pluginId':'sample.roller'}").path("plugins")).singleElement().satisfies(plugin -> {
            assertThat(plugin.path("version").asText()).isEqualTo("1.0.0");
            assertThat(plugin.path("calls").asLong()).isEqualTo(1);
            assertThat(plugin.path("faults").asLong()).isEqualTo(1);
            assertThat(plugin.path("earlierGenerations").asInt(-1)).isZero();
            assertThat(plugin.has("restsUntil")).isFalse();
            assertThat(plugin.at("/mishaps/0/what").asText()).isEqualTo("roll");
            assertThat(plugin.at("/mishaps/0/fault").asText()).isEqualTo("java.lang.IllegalStateException: cold");
            assertThat(plugin.at("/mishaps/0/stack/0").asText()).contains("PluginMethodsTest");
        });
        assertThat(client.call("plugins.top", "{'pluginId':'nobody'}").path("plugins")).isEmpty();
        assertThat(client.call("plugins.top", "{}").path("plugins").findValuesAsText("id")).contains("sample.roller");
    }

    @Test
    void a_jar_comes_from_an_address_if_it_is_the_one_that_was_meant() throws Exception {
        byte[] jar = PluginJar.channel("1.0.0").bytes();
        String digest = dev.chela.core.hash.Sha256.hex(jar, 32);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/lines-1.0.0.jar";
            String other = "0".repeat(64);
            assertThat(client.refused("plugins.install", "{'source':'url','url':'" + url + "','sha256':'" + other + "'}").path("message").asText())
                    .contains("has the SHA-256 " + digest + ", not the one that was given");
            assertThat(client.call("plugins.list", "{}").path("plugins")).isEmpty();
            assertThat(client.call("plugins.plan", "{'source':'url','url':'" + url + "','sha256':'" + digest + "'}").path("file").asText()).isEqualTo("lines-1.0.0.jar");
            client.call("plugins.install", "{'source':'url','url':'" + url + "','sha256':'" + digest.toUpperCase(Locale.ROOT) + "'}");
            assertThat(only().path("version").asText()).isEqualTo("1.0.0");
            assertThat(root.resolve("home/plugins/downloads")).isEmptyDirectory();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_jar_comes_from_a_maven_repository_by_its_coordinates() throws Exception {
        repository.publish("com.example:lines:1.0.0", PluginJar.channel("1.0.0").bytes(), "sha1");
        String source = "'source':'maven','coordinates':'com.example:lines:1.0.0'";
        assertThat(client.call("plugins.verify", "{" + source + "}").path("ok").asBoolean()).isTrue();
        assertThat(client.call("plugins.plan", "{" + source + "}").path("file").asText()).isEqualTo("lines-1.0.0.jar");
        assertThat(client.call("plugins.list", "{}").path("plugins")).isEmpty();
        client.call("plugins.install", "{" + source + "}");
        assertThat(only().path("version").asText()).isEqualTo("1.0.0");
        assertThat(client.refused("plugins.install", "{'source':'maven','mode':'update','coordinates':'com.example:lines:1.1.0'}").path("message").asText())
                .contains("there is no mvn:com.example:lines:1.1.0: neither " + root.resolve("repository/com/example/lines/1.1.0/lines-1.1.0.jar"));
    }

    @Test
    void the_set_is_written_down_and_is_that_again() throws Exception {
        repository.publish("com.example:lines:1.0.0", PluginJar.channel("1.0.0").bytes(), "sha1");
        client.call("plugins.install", "{'source':'maven','coordinates':'com.example:lines:1.0.0'}");
        JsonNode written = client.call("plugins.lock", "{'jars':'" + root.resolve("jars") + "'}");
        JsonNode lock = written.path("lock");
        String sha256 = lock.at("/plugins/0/sha256").asText();
        assertThat(lock).hasToString("{\"format\":1,\"plugins\":[{\"id\":\"sample.channel\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256
                + "\",\"file\":\"lines-1.0.0.jar\",\"enabled\":true,\"source\":\"mvn:com.example:lines:1.0.0\"}]}");
        assertThat(written.path("copied").get(0).asText()).isEqualTo("lines-1.0.0-" + sha256.substring(0, 12) + ".jar");

        client.call("plugins.install", "{'source':'local','mode':'update','path':'" + jar("1.1.0") + "'}");
        JsonNode plan = client.call("plugins.lock.apply", "{'lock':" + lock + ",'dryRun':true}");
        assertThat(plan.path("changes")).singleElement().hasToString("{\"change\":\"exchange\",\"pluginId\":\"sample.channel\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256
                + "\",\"enabled\":true}");
        assertThat(only().path("version").asText()).isEqualTo("1.1.0");
        client.call("plugins.lock.apply", "{'lock':" + lock + ",'jars':'" + root.resolve("jars") + "'}");
        assertThat(only().path("version").asText()).isEqualTo("1.0.0");
        assertThat(client.call("plugins.lock", "{}").path("lock")).isEqualTo(lock);

        JsonNode none = client.call("plugins.lock.apply", "{'lock':{'format':1,'plugins':[]}}");
        assertThat(none.path("others").get(0).asText()).isEqualTo("sample.channel");
        client.call("plugins.lock.apply", "{'lock':{'format':1,'plugins':[]},'prune':true}");
        assertThat(client.call("plugins.list", "{}").path("plugins")).isEmpty();
    }

    @Test
    void what_would_be_done_is_told_and_not_done() throws Exception {
        client.call("plugins.install", "{'source':'local','path':'" + jar("1.0.0") + "'}");
        JsonNode plan = client.call("plugins.plan", "{'path':'" + jar("1.1.0") + "','mode':'update'}");
        assertThat(plan.path("ok").asBoolean()).isTrue();
        assertThat(plan.has("problem")).isFalse();
        assertThat(plan.path("version").asText()).isEqualTo("1.1.0");
        assertThat(plan.at("/before/version").asText()).isEqualTo("1.0.0");
        assertThat(plan.path("steps")).extracting(JsonNode::asText).contains("quiesce", "stop-old", "swap", "record");
        assertThat(plan.path("pauses").get(0).asText()).isEqualTo("channel lines");
        assertThat(plan.at("/refreshed/0/what").asText()).isEqualTo("sample.channel 1.0.0");
        assertThat(plan.at("/api/0/name").asText()).isEqualTo("dev.chela.api.channel");
        assertThat(only().path("version").asText()).isEqualTo("1.0.0");
    }

    @Test
    void a_jar_that_is_no_good_is_told_to_be_none_without_a_fault() throws Exception {
        String bad = Files.write(root.resolve("bad.jar"), PluginJar.channel("1.0.0").header("Import-Package", "no.such").bytes()).toString();
        JsonNode told = client.call("plugins.verify", "{'path':'" + bad + "'}");
        assertThat(told.path("ok").asBoolean(true)).isFalse();
        assertThat(told.path("problem").asText()).contains("no.such");
        assertThat(told.path("steps")).isEmpty();
        assertThat(client.refused("plugins.plan", "{'path':'" + bad + "'}").path("message").asText()).contains("bad.jar would be refused: it imports the package no.such");
    }

    @Test
    void whose_plugins_run_here_is_said_and_what_bears_no_such_signature_is_told_everywhere() throws Exception {
        SigningKey author = new SigningKey(root, "author");
        String signed = Files.write(root.resolve("lines-1.0.0.jar"), author.sign(PluginJar.channel("1.0.0").bytes())).toString();
        client.call("plugins.install", "{'source':'local','path':'" + signed + "'}");
        assertThat(client.call("plugins.verify", "{'path':'" + signed + "'}").at("/signature/state").asText()).isEqualTo("unknown");
        assertThat(client.call("plugins.list", "{}").at("/diagnostics/0/message").asText()).contains("signed by CN=author", author.fingerprint(), "nobody here trusts");

        JsonNode added = client.call("plugins.trust.add", "{'path':'" + author.certificate() + "'}");
        assertThat(added.at("/keys/0/fingerprint").asText()).isEqualTo(author.fingerprint());
        JsonNode listed = client.call("plugins.trust.list", "{}");
        assertThat(listed.path("policy").asText()).isEqualTo("warn");
        assertThat(listed.at("/keys/0/file").asText()).isEqualTo("author.pem");
        assertThat(listed.at("/plugins/0/signature/trustedBy").asText()).isEqualTo("author.pem");
        assertThat(client.call("plugins.list", "{}").path("diagnostics")).isEmpty();
        assertThat(client.call("plugins.why", "{'pluginId':'sample.channel'}").at("/signature/state").asText()).isEqualTo("trusted");
        assertThat(client.call("plugins.inspect", "{'pluginId':'sample.channel'}").at("/trust/disposition").asText()).isEqualTo("clean");

        client.call("plugins.trust.remove", "{'fingerprint':'" + author.fingerprint().substring(0, 8) + "'}");
        assertThat(client.call("plugins.inspect", "{'pluginId':'sample.channel'}").at("/trust/disposition").asText()).isEqualTo("review-recommended");
        assertThat(client.call("plugins.plan", "{'path':'" + jar("1.1.0") + "','mode':'update'}").at("/signature/words").asText()).isEqualTo("not signed");
    }

    @Test
    void what_holds_a_plugin_is_told() throws Exception {
        client.call("plugins.install", "{'source':'local','path':'" + jar("1.0.0") + "'}");
        JsonNode why = client.call("plugins.why", "{'pluginId':'sample.channel'}");
        assertThat(why.path("version").asText()).isEqualTo("1.0.0");
        assertThat(why.path("wires").findValuesAsText("what")).anyMatch(what -> what.startsWith("package dev.chela.api.channel "));
        assertThat(why.at("/offers/0/what").asText()).isEqualTo("dev.chela.api.channel.ChannelType");
        assertThat(why.at("/offers/0").has("with")).as("nobody has it in hand here").isFalse();
        assertThat(why.at("/refreshed/0/with").asText()).isEqualTo("it is the one that goes");
    }

    @Test
    void a_plugin_is_inspected() throws Exception {
        client.call("plugins.install", "{'source':'local','path':'" + jar("1.0.0") + "'}");
        JsonNode told = client.call("plugins.inspect", "{'pluginId':'sample.channel'}");
        assertThat(told.path("declared").path("channels").get(0).asText()).isEqualTo("lines");
        assertThat(told.path("declared").path("tools")).isEmpty();
        assertThat(told.path("source").path("integrity").asText()).hasSize(64);
        assertThat(told.path("grants").path("hooks").path("allowPromptInjection").path("effective").asBoolean(true)).isFalse();
    }

    @Test
    void a_refused_file_is_told_with_its_reason() throws Exception {
        framework.drop("bad.jar", PluginJar.channel("1.0.0").header("Import-Package", "dev.chela.core.store"));
        client.await(frame -> frame.path("event").asText().equals("plugins.changed"));
        JsonNode told = client.call("plugins.list", "{}").path("diagnostics").get(0);
        assertThat(told.path("source").asText()).isEqualTo("bad.jar");
        assertThat(told.path("message").asText()).contains("dev.chela.core.store");
        assertThat(client.call("plugins.refresh", "{}").path("warnings").get(0).asText()).contains("bad.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plugins.install | {'source':'npm','path':'x'} | at /source: 'npm' is not supported",
        "plugins.install | {'source':'local'} | at /path: must be given with source 'local'",
        "plugins.install | {'source':'url','url':'https://example.com/x.jar'} | at /sha256: must be given with source 'url'",
        "plugins.install | {'source':'url','path':'/x.jar','url':'https://example.com/x.jar','sha256':'00'} | at /path: is not for source 'url'",
        "plugins.install | {'source':'local','path':'/x.jar','sha256':'00'} | at /sha256: is not for source 'local'",
        "plugins.install | {'source':'url','url':'https://example.com/x.jar','sha256':'00'} | '00' is no SHA-256",
        "plugins.install | {'source':'maven'} | at /coordinates: must be given with source 'maven'",
        "plugins.install | {'source':'maven','coordinates':'a:b:1','path':'/x.jar'} | at /path: is not for source 'maven'",
        "plugins.install | {'source':'local','path':'/x.jar','coordinates':'a:b:1'} | at /coordinates: is not for source 'local'",
        "plugins.install | {'source':'maven','coordinates':'a:b:1.0-SNAPSHOT'} | '1.0-SNAPSHOT' is a snapshot",
        "plugins.verify | {'source':'maven','coordinates':'a:b:LATEST'} | 'LATEST' is whichever version is the newest",
        "plugins.lock | {'jars':'jars'} | jars is not an absolute path",
        "plugins.lock.apply | {'lock':{'format':2,'plugins':[]}} | at /lock: format 2 is not known here, only 1",
        "plugins.lock.apply | {'lock':{'format':1,'plugins':[{'id':'x','version':'1','sha256':'00','file':'x.jar','enabled':true}]}} | at /lock/plugins/0: '00' is not a SHA-256",
        "plugins.lock.apply | {'lock':{'format':1,'plugins':[]},'jars':'/nowhere'} | /nowhere is not a directory; nothing was changed",
        "plugins.install | {'source':'local','path':'/nowhere/x.jar'} | /nowhere/x.jar is not a jar",
        "plugins.install | {'source':'local','path':'/x.jar','mode':'force'} | at /mode",
        "plugins.install | {'source':'local','path':'/x.jar','link':true} | unexpected property 'link'",
        "plugins.setEnabled | {'pluginId':'nobody','enabled':true} | there is no plugin 'nobody'",
        "plugins.uninstall | {'pluginId':'nobody'} | there is no plugin 'nobody'",
        "plugins.rollback | {'pluginId':'nobody'} | no earlier generation of 'nobody' is kept",
        "plugins.plan | {'path':'/nowhere/x.jar'} | /nowhere/x.jar is not a jar",
        "plugins.plan | {'path':'/x.jar','mode':'force'} | invalid plugins.plan params: at /mode",
        "plugins.verify | {'path':'x.jar'} | give the absolute path",
        "plugins.trust.add | {'path':'/nowhere/a.pem'} | /nowhere/a.pem is not a file",
        "plugins.trust.remove | {'fingerprint':'0011'} | give its first 8 hexadecimal digits",
        "plugins.trust.remove | {'fingerprint':'00112233'} | no key in",
        "plugins.why | {'pluginId':'nobody'} | at /pluginId: there is no plugin 'nobody'",
        "plugins.inspect | {'pluginId':'nobody'} | there is no plugin 'nobody'"})
    void what_cannot_be_is_refused_by_name(String method, String params, String why) throws Exception {
        JsonNode error = client.refused(method, params);
        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plugins.install | {'source':'local','path':'/x.jar'}", "plugins.setEnabled | {'pluginId':'x','enabled':true}",
        "plugins.trust.add | {'path':'/x.pem'}", "plugins.trust.remove | {'fingerprint':'00112233'}",
        "plugins.lock | {}", "plugins.lock.apply | {'lock':{'format':1,'plugins':[]}}",
        "plugins.plan | {'path':'/x.jar'}", "plugins.verify | {'path':'/x.jar'}",
        "plugins.uninstall | {'pluginId':'x'}", "plugins.rollback | {'pluginId':'x'}", "plugins.refresh | {}"})
    void only_an_administrator_changes_anything(String method, String params) throws Exception {
        try (Client writer = wired.clientWith("[\"operator.write\"]")) {
            assertThat(writer.refused(method, params).path("message").asText()).isEqualTo("missing scope: operator.admin");
        }
    }
}
