package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {
    @TempDir
    Path home;

    private TestGateway gateway;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = TestGateway.start(home).serving(new Sample());
        client = TestClient.greeted(gateway.uri());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        gateway.close();
    }

    @Test
    void leaves_out_what_is_absent_and_writes_enums_and_times_as_the_protocol_does() throws Exception {
        assertThat(client.call("sample.echo", "{\"key\":\"k\"}").get("payload").toString())
                .isEqualTo("{\"key\":\"k\",\"color\":\"dark_blue\",\"at\":5,\"model\":\"absent\"}");
    }

    @Test
    void tells_absent_null_and_a_value_of_a_patch_apart() throws Exception {
        assertThat(client.call("sample.echo", "{\"key\":\"k\",\"model\":null}").at("/payload/model").asText()).isEqualTo("cleared");
        assertThat(client.call("sample.echo", "{\"key\":\"k\",\"model\":\"m\",\"limit\":3}").at("/payload/model").asText()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                       | at root: must have required property 'key'
            {"key":"k","x":1}                        | at root: unexpected property 'x'
            {"key":1}                                | at /key: must be string
            {"key":null}                             | at /key: must not be null
            {"key":"k","limit":"3"}                  | at /limit: must be integer
            {"key":"k","limit":1.5}                  | at /limit: must be integer
            {"key":"k","color":"green"}              | at /color: must be equal to one of the allowed values
            {"key":"k","parts":{}}                   | at /parts: must be array
            {"key":"k","parts":[{"name":"n"}]}       | at /parts/0: must have required property 'count'
            {"key":"k","parts":[{"name":"n","count":1,"y":2}]} | at /parts/0: unexpected property 'y'
            []                                       | at root: must be object
            """)
    void refuses_parameters_that_do_not_fit(String params, String message) throws Exception {
        JsonNode error = client.call("sample.echo", params).get("error");
        assertThat(error.get("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.get("message").asText()).isEqualTo("invalid sample.echo params: " + message);
    }

    @Test
    void takes_no_parameters_where_there_are_none() throws Exception {
        client.send("{\"type\":\"req\",\"id\":\"bare\",\"method\":\"system-presence\"}");
        assertThat(client.await(f -> f.path("id").asText().equals("bare")).get("ok").asBoolean()).isTrue();
        assertThat(client.call("system-presence", "{\"x\":1}").at("/error/message").asText())
                .isEqualTo("invalid system-presence params: at root: unexpected property 'x'");
    }

    @Test
    void names_an_unknown_method_to_an_administrator_only() throws Exception {
        assertThat(client.call("no.such", "{}").at("/error/message").asText()).isEqualTo("unknown method: no.such");
        try (TestClient reader = TestClient.open(gateway.uri())) {
            reader.connect(p -> p.putArray("scopes").add("operator.read"));
            JsonNode error = reader.call("no.such", "{}").get("error");
            assertThat(error.get("code").asText()).isEqualTo("FORBIDDEN");
            assertThat(error.toString()).contains("\"missingScope\":\"operator.admin\"", "missing scope: operator.admin",
                    "\"requiredScopes\":[\"operator.admin\"]", "\"code\":\"MISSING_SCOPE\"");
        }
    }

    @Test
    void lets_writers_read_but_not_administer() throws Exception {
        try (TestClient writer = TestClient.open(gateway.uri())) {
            writer.connect(p -> p.putArray("scopes").add("operator.write"));
            assertThat(writer.call("health", "{}").get("ok").asBoolean()).isTrue();
            assertThat(writer.call("sample.dynamic", "{}").get("ok").asBoolean()).isTrue();
            assertThat(writer.call("sample.write", "{}").at("/error/code").asText()).isEqualTo("FORBIDDEN");
        }
        try (TestClient reader = TestClient.open(gateway.uri())) {
            reader.connect(p -> p.putArray("scopes").add("operator.read"));
            assertThat(reader.call("sample.dynamic", "{}").at("/error/message").asText()).isEqualTo("missing scope: operator.write");
        }
    }

    @Test
    void sends_an_interim_answer_before_the_final_one() throws Exception {
        String id = client.ask("sample.two", TestClient.JSON.readTree("{}"));
        assertThat(client.await(f -> f.path("id").asText().equals(id)).at("/payload/status").asText()).isEqualTo("accepted");
        assertThat(client.await(f -> f.path("id").asText().equals(id)).at("/payload/ok").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "permanent, INVALID_REQUEST, no such thing",
        "denied, FORBIDDEN, tools.exec.security forbids it",
        "transient, UNAVAILABLE, the server is away",
        "other, UNAVAILABLE, broken inside"})
    void turns_faults_into_the_protocols_errors(String kind, String code, String message) throws Exception {
        JsonNode error = client.call("sample.fail", "{\"kind\":\"" + kind + "\"}").get("error");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("message").asText()).isEqualTo(message);
        assertThat(error.path("retryAfterMs").asInt()).isEqualTo(kind.equals("transient") ? 2000 : 0);
    }

    @Test
    void limits_writes_to_the_control_plane() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(client.call("sample.write", "{}").get("ok").asBoolean()).isTrue();
        }
        JsonNode error = client.call("sample.write", "{}").get("error");
        assertThat(error.get("code").asText()).isEqualTo("UNAVAILABLE");
        assertThat(error.get("retryable").asBoolean()).isTrue();
        assertThat(error.at("/details/limit").asText()).isEqualTo("30 per 60s");
        for (int i = 0; i < 3; i++) {
            gateway.clock.advance(Duration.ofSeconds(20));
            assertThat(client.call("health", "{}").get("ok").asBoolean()).isTrue();
        }
        assertThat(client.call("sample.write", "{}").get("ok").asBoolean()).isTrue();
    }

    @Test
    void answers_a_malformed_request_and_ignores_what_is_no_json() throws Exception {
        client.send("not json");
        client.send("{\"type\":\"req\",\"id\":\"\",\"method\":\"health\"}");
        JsonNode answer = client.await(f -> f.path("id").asText().equals("invalid"));
        assertThat(answer.at("/error/message").asText()).startsWith("invalid request frame: at /id");
        client.send("{\"type\":\"req\",\"id\":\"m\"}");
        assertThat(client.await(f -> f.path("id").asText().equals("m")).at("/error/message").asText())
                .isEqualTo("invalid request frame: at root: must have required property 'method'");
        assertThat(client.call("health", "{}").get("ok").asBoolean()).isTrue();
    }

    @Test
    void closes_on_a_frame_of_thirty_megabytes_and_goes_on_for_others() throws Exception {
        try (TestClient other = TestClient.greeted(gateway.uri())) {
            client.sendUnanswered("{\"type\":\"req\",\"id\":\"1\",\"method\":\"health\",\"params\":{\"a\":\"" + "x".repeat(30_000_000) + "\"}}");
            assertThat(client.closed()).startsWith("1009");
            assertThat(other.call("health", "{}").get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void takes_a_frame_of_twenty_megabytes() throws Exception {
        assertThat(client.call("health", "{\"a\":\"" + "x".repeat(20_000_000) + "\"}").get("ok").asBoolean()).isTrue();
    }
}
