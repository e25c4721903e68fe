package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigVerbsTest {
    private static final String FILE = "{\n  // the door\n  gateway: { port: 18789, auth: { token: 'a-secret-of-mine' } },\n}\n";

    record Auth(Secret token) {}

    record Gateway(@Range(min = 1, max = 65535) Integer port, Auth auth) {}

    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(root.resolve("chela.json5"), FILE);
        house = new WiredHouse(root);
        house.config.section("gateway", Gateway.class);
        house.config.judge();
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private String hash() {
        return client.call("config.get", "{}").path("hash").asText();
    }

    private String file() throws Exception {
        return Files.readString(root.resolve("chela.json5"));
    }

    @Test
    void a_patch_is_in_force_when_it_is_answered_and_everybody_is_told_without_values() throws Exception {
        JsonNode answer = client.call("config.patch", "{'raw':'{gateway:{port:4000}}','baseHash':'" + hash() + "','note':'n'}");

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("changedPaths").toString()).isEqualTo("[\"gateway.port\"]");
        assertThat(answer.at("/sentinel/payload/stats/requiresRestart").asBoolean(true)).isFalse();
        assertThat(answer.at("/config/gateway/port").asInt()).isEqualTo(4000);
        assertThat(answer.path("hash").asText()).isEqualTo(hash());
        JsonNode event = client.await(frame -> frame.path("event").asText().equals("config.changed")).path("payload");
        assertThat(event.path("hash").asText()).isEqualTo(hash());
        assertThat(event.size()).isEqualTo(3);
        assertThat(file()).isEqualTo(FILE.replace("18789", "4000"));
    }

    @Test
    void a_patch_that_changes_nothing_says_so() {
        assertThat(client.call("config.patch", "{'raw':'{gateway:{port:18789}}','baseHash':'" + hash() + "'}").path("noop").asBoolean()).isTrue();
    }

    @Test
    void secrets_are_neither_shown_nor_lost() throws Exception {
        JsonNode shown = client.call("config.get", "{}");
        assertThat(shown.toString()).doesNotContain("a-secret-of-mine");
        assertThat(shown.path("raw").isNull()).isTrue();
        String raw = shown.path("sourceConfig").toString().replace("18789", "4001").replace("\"", "\\\"");

        client.call("config.set", "{'raw':'" + raw + "','baseHash':'" + hash() + "'}");

        assertThat(file()).isEqualTo(FILE.replace("18789", "4001"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "config.set | {'raw':'{}'} | config base hash required for",
        "config.patch | {'raw':'{}'} | re-run config.get and retry with baseHash",
        "config.apply | {'raw':'{}','baseHash':'hmac-sha256:v1:00'} | config changed since last load; re-run config.get and retry",
        "config.patch | {'raw':'{gateway:{port:0}}','baseHash':HASH} | invalid config: gateway.port must be 1 to 65535",
        "config.patch | {'raw':'{gateway:{prot:1}}','baseHash':HASH} | did you mean \"port\"?",
        "config.patch | {'raw':'[]','baseHash':HASH} | must hold one object",
        "config.patch | {'raw':'{}','baseHash':HASH,'bogus':1} | unexpected property 'bogus'",
        "config.schema.lookup | {'path':'gateway.prot'} | config schema path not found",
        "config.schema.lookup | {'path':'a b'} | at /path"})
    void what_does_not_fit_is_refused_and_nothing_is_written(String method, String params, String why) throws Exception {
        JsonNode error = client.refused(method, params.replace("HASH", "'" + hash() + "'"));

        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains(why);
        assertThat(file()).isEqualTo(FILE);
    }

    @Test
    void an_issue_is_told_with_its_path() {
        JsonNode error = client.refused("config.patch", "{'raw':'{gateway:{port:0}}','baseHash':'" + hash() + "'}");

        assertThat(error.at("/details/issues/0/path").asText()).isEqualTo("gateway.port");
    }

    @Test
    void apply_replaces_the_whole() throws Exception {
        client.call("config.apply", "{'raw':'{ gateway: { port: 5 } } // mine','baseHash':'" + hash() + "'}");

        assertThat(file()).isEqualTo("{ gateway: { port: 5 } } // mine");
    }

    @Test
    void only_an_administrator_writes() throws Exception {
        try (Client writer = house.clientWith("[\"operator.read\",\"operator.write\"]")) {
            for (String method : new String[] {"config.set", "config.apply", "config.patch"}) {
                assertThat(writer.refused(method, "{'raw':'{}'}").path("code").asText()).isEqualTo("FORBIDDEN");
            }
        }
    }

    @Test
    void more_than_thirty_patches_a_minute_are_too_many() {
        String hash = hash();
        for (int i = 0; i < 30; i++) {
            client.call("config.patch", "{'raw':'{}','baseHash':'" + hash + "'}");
        }

        JsonNode error = client.refused("config.patch", "{'raw':'{}','baseHash':'" + hash + "'}");

        assertThat(error.path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void the_schema_is_that_of_the_sections_and_each_place_of_it_can_be_looked_up() {
        JsonNode schema = client.call("config.schema", "{}");
        JsonNode gateway = client.call("config.schema.lookup", "{'path':'gateway'}");
        JsonNode token = client.call("config.schema.lookup", "{'path':'gateway.auth.token'}");
        JsonNode workspace = client.call("config.schema.lookup", "{'path':'agents.entries.*.workspace'}");

        assertThat(schema.at("/schema/properties/gateway/properties/port/maximum").asInt()).isEqualTo(65535);
        assertThat(schema.at("/uiHints").path("gateway.auth.token").path("sensitive").asBoolean()).isTrue();
        assertThat(gateway.path("reloadKind").asText()).isEqualTo("hot");
        assertThat(gateway.path("children")).extracting(child -> child.path("path").asText()).containsExactly("gateway.port", "gateway.auth");
        assertThat(token.at("/hint/sensitive").asBoolean()).isTrue();
        assertThat(workspace.at("/schema/type").asText()).isEqualTo("string");
    }
}
