package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.chela.core.plugin.internal.PluginJar;
import dev.chela.core.plugin.internal.SigningKey;
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

/** Where plugins come from, who vouches for them and which set of them is written down: over a real socket, in a real framework. */
class PluginOriginsTest {
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
            assertThat(house.client.refused("plugins.install", "{'source':'url','url':'" + url + "','sha256':'" + other + "'}").path("message").asText())
                    .contains("has the SHA-256 " + digest + ", not the one that was given");
            assertThat(house.client.call("plugins.list", "{}").path("plugins")).isEmpty();
            assertThat(house.client.call("plugins.plan", "{'source':'url','url':'" + url + "','sha256':'" + digest + "'}").path("file").asText()).isEqualTo("lines-1.0.0.jar");
            house.client.call("plugins.install", "{'source':'url','url':'" + url + "','sha256':'" + digest.toUpperCase(Locale.ROOT) + "'}");
            assertThat(house.only().path("version").asText()).isEqualTo("1.0.0");
            assertThat(root.resolve("home/plugins/downloads")).isEmptyDirectory();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_jar_comes_from_a_maven_repository_by_its_coordinates() throws Exception {
        house.repository.publish("com.example:lines:1.0.0", PluginJar.channel("1.0.0").bytes(), "sha1");
        String source = "'source':'maven','coordinates':'com.example:lines:1.0.0'";
        assertThat(house.client.call("plugins.verify", "{" + source + "}").path("ok").asBoolean()).isTrue();
        assertThat(house.client.call("plugins.plan", "{" + source + "}").path("file").asText()).isEqualTo("lines-1.0.0.jar");
        assertThat(house.client.call("plugins.list", "{}").path("plugins")).isEmpty();
        house.client.call("plugins.install", "{" + source + "}");
        assertThat(house.only().path("version").asText()).isEqualTo("1.0.0");
        assertThat(house.client.refused("plugins.install", "{'source':'maven','mode':'update','coordinates':'com.example:lines:1.1.0'}").path("message").asText())
                .contains("there is no mvn:com.example:lines:1.1.0: neither " + root.resolve("repository/com/example/lines/1.1.0/lines-1.1.0.jar"));
    }

    @Test
    void the_set_is_written_down_and_is_that_again() throws Exception {
        house.repository.publish("com.example:lines:1.0.0", PluginJar.channel("1.0.0").bytes(), "sha1");
        house.client.call("plugins.install", "{'source':'maven','coordinates':'com.example:lines:1.0.0'}");
        JsonNode written = house.client.call("plugins.lock", "{'jars':'" + root.resolve("jars") + "'}");
        JsonNode lock = written.path("lock");
        String sha256 = lock.at("/plugins/0/sha256").asText();
        assertThat(lock).hasToString("{\"format\":1,\"plugins\":[{\"id\":\"sample.channel\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256
                + "\",\"file\":\"lines-1.0.0.jar\",\"enabled\":true,\"source\":\"mvn:com.example:lines:1.0.0\"}]}");
        assertThat(written.path("copied").get(0).asText()).isEqualTo("lines-1.0.0-" + sha256.substring(0, 12) + ".jar");

        house.client.call("plugins.install", "{'source':'local','mode':'update','path':'" + house.jar("1.1.0") + "'}");
        JsonNode plan = house.client.call("plugins.lock.apply", "{'lock':" + lock + ",'dryRun':true}");
        assertThat(plan.path("changes")).singleElement().hasToString("{\"change\":\"exchange\",\"pluginId\":\"sample.channel\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256
                + "\",\"enabled\":true}");
        assertThat(house.only().path("version").asText()).isEqualTo("1.1.0");
        house.client.call("plugins.lock.apply", "{'lock':" + lock + ",'jars':'" + root.resolve("jars") + "'}");
        assertThat(house.only().path("version").asText()).isEqualTo("1.0.0");
        assertThat(house.client.call("plugins.lock", "{}").path("lock")).isEqualTo(lock);

        JsonNode none = house.client.call("plugins.lock.apply", "{'lock':{'format':1,'plugins':[]}}");
        assertThat(none.path("others").get(0).asText()).isEqualTo("sample.channel");
        house.client.call("plugins.lock.apply", "{'lock':{'format':1,'plugins':[]},'prune':true}");
        assertThat(house.client.call("plugins.list", "{}").path("plugins")).isEmpty();
    }

    @Test
    void whose_plugins_run_here_is_said_and_what_bears_no_such_signature_is_told_everywhere() throws Exception {
        SigningKey author = new SigningKey(root, "author");
        String signed = Files.write(root.resolve("lines-1.0.0.jar"), author.sign(PluginJar.channel("1.0.0").bytes())).toString();
        house.client.call("plugins.install", "{'source':'local','path':'" + signed + "'}");
        assertThat(house.client.call("plugins.verify", "{'path':'" + signed + "'}").at("/signature/state").asText()).isEqualTo("unknown");
        assertThat(house.client.call("plugins.list", "{}").at("/diagnostics/0/message").asText()).contains("signed by CN=author", author.fingerprint(), "nobody here trusts");

        JsonNode added = house.client.call("plugins.trust.add", "{'path':'" + author.certificate() + "'}");
        assertThat(added.at("/keys/0/fingerprint").asText()).isEqualTo(author.fingerprint());
        JsonNode listed = house.client.call("plugins.trust.list", "{}");
        assertThat(listed.path("policy").asText()).isEqualTo("warn");
        assertThat(listed.at("/keys/0/file").asText()).isEqualTo("author.pem");
        assertThat(listed.at("/plugins/0/signature/trustedBy").asText()).isEqualTo("author.pem");
        assertThat(house.client.call("plugins.list", "{}").path("diagnostics")).isEmpty();
        assertThat(house.client.call("plugins.why", "{'pluginId':'sample.channel'}").at("/signature/state").asText()).isEqualTo("trusted");
        assertThat(house.client.call("plugins.inspect", "{'pluginId':'sample.channel'}").at("/trust/disposition").asText()).isEqualTo("clean");

        house.client.call("plugins.trust.remove", "{'fingerprint':'" + author.fingerprint().substring(0, 8) + "'}");
        assertThat(house.client.call("plugins.inspect", "{'pluginId':'sample.channel'}").at("/trust/disposition").asText()).isEqualTo("review-recommended");
        assertThat(house.client.call("plugins.plan", "{'path':'" + house.jar("1.1.0") + "','mode':'update'}").at("/signature/words").asText()).isEqualTo("not signed");
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
        "plugins.lock.apply | {'lock':{'format':1,'plugins':[{'id':'x','version':'1','sha256':'00','file':'x.jar','enabled':true}]}} | at /lock/plugins/0: '00' is not a SHA-256",
        "plugins.lock.apply | {'lock':{'format':1,'plugins':[]},'jars':'/nowhere'} | /nowhere is not a directory; nothing was changed",
        "plugins.install | {'source':'local','path':'/nowhere/x.jar'} | /nowhere/x.jar is not a jar",
        "plugins.trust.add | {'path':'/nowhere/a.pem'} | /nowhere/a.pem is not a file",
        "plugins.trust.remove | {'fingerprint':'0011'} | give its first 8 hexadecimal digits",
        "plugins.trust.remove | {'fingerprint':'00112233'} | no key in"})
    void what_cannot_be_is_refused_by_name(String method, String params, String why) throws Exception {
        JsonNode error = house.client.refused(method, params);
        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plugins.trust.add | {'path':'/x.pem'}",
        "plugins.trust.remove | {'fingerprint':'00112233'}",
        "plugins.lock | {}",
        "plugins.lock.apply | {'lock':{'format':1,'plugins':[]}}"})
    void only_an_administrator_changes_anything(String method, String params) throws Exception {
        try (Client writer = house.wired.clientWith("[\"operator.write\"]")) {
            assertThat(writer.refused(method, params).path("message").asText()).isEqualTo("missing scope: operator.admin");
        }
    }
}
