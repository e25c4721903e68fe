package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @TempDir
    Path home;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3"})
    void accepts_both_forms_of_the_signature(String version) throws Exception {
        TestDevice device = new TestDevice();
        try (TestClient client = TestClient.open(gateway.uri())) {
            ObjectNode proof = TestClient.JSON.createObjectNode();
            device.sign(proof, version, client.challenge().get("nonce").asText(), client.challenge().get("ts").asLong());
            assertThat(client.connect(p -> p.setAll(proof)).get("ok").asBoolean()).isTrue();
            assertThat(gateway.hub.list()).singleElement().satisfies(p -> assertThat(p.deviceId()).isEqualTo(device.id()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "id, 00, DEVICE_AUTH_DEVICE_ID_MISMATCH, device-id-mismatch",
        "nonce, '', DEVICE_AUTH_NONCE_REQUIRED, device-nonce-missing",
        "nonce, other, DEVICE_AUTH_NONCE_MISMATCH, device-nonce-mismatch",
        "signature, AAAA, DEVICE_AUTH_SIGNATURE_INVALID, device-signature",
        "publicKey, AAAA, DEVICE_AUTH_PUBLIC_KEY_INVALID, device-public-key",
        "publicKey, '#', DEVICE_AUTH_PUBLIC_KEY_INVALID, device-public-key"})
    void refuses_a_proof_that_does_not_hold(String field, String value, String code, String reason) throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            ObjectNode proof = TestClient.JSON.createObjectNode();
            new TestDevice().sign(proof, "v3", client.challenge().get("nonce").asText(), client.challenge().get("ts").asLong())
                    .put(field, value);
            refused(client, proof, code, reason);
        }
    }

    @Test
    void refuses_a_signature_that_is_too_old() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            ObjectNode proof = TestClient.JSON.createObjectNode();
            new TestDevice().sign(proof, "v3", client.challenge().get("nonce").asText(), client.challenge().get("ts").asLong() - 120_001);
            refused(client, proof, "DEVICE_AUTH_SIGNATURE_EXPIRED", "device-signature-stale");
        }
    }

    @Test
    void closes_a_node_that_keeps_calling_what_is_not_for_nodes() throws Exception {
        try (TestClient client = TestClient.open(gateway.uri())) {
            ObjectNode proof = TestClient.JSON.createObjectNode();
            TestDevice device = new TestDevice();
            device.signAs("node", proof, client.challenge().get("nonce").asText(), client.challenge().get("ts").asLong());
            assertThat(client.connect(p -> p.put("role", "node").setAll(proof)).get("ok").asBoolean()).isTrue();
            for (int i = 0; i < 11; i++) {
                assertThat(client.call("system-presence", "{}").at("/error/message").asText()).isEqualTo("unauthorized role: node");
            }
            assertThat(client.closed()).isEqualTo("1008 repeated unauthorized calls");
        }
    }

    private static void refused(TestClient client, ObjectNode proof, String code, String reason) throws Exception {
        JsonNode details = client.connect(p -> p.setAll(proof)).at("/error/details");
        assertThat(details.get("code").asText()).isEqualTo(code);
        assertThat(details.get("reason").asText()).isEqualTo(reason);
        assertThat(client.closed()).startsWith("1008");
    }
}
