package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookMethodsTest {
    @TempDir
    private Path root;

    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
        String hash = client.call("config.get", "{}").path("hash").asText();
        client.call("config.patch", "{'raw':'{webhooks:{endpoints:{crm:{url:\\\"http://127.0.0.1:9/a-key-in-a-path?key=1\\\",secret:\\\"a secret of a test\\\"}}}}',"
                + "'baseHash':'" + hash + "'}");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    @Test
    void endpoints_are_shown_without_what_may_be_a_credential() {
        JsonNode listed = client.call("webhooks.list", "{}");
        assertThat(listed.at("/endpoints/0/name").asText()).isEqualTo("crm");
        assertThat(listed.at("/endpoints/0/url").asText()).isEqualTo("http://127.0.0.1:9");
        assertThat(listed.at("/endpoints/0/pending").asInt()).isZero();
        assertThat(client.call("config.get", "{}").toString()).doesNotContain("a secret of a test");
    }

    @Test
    void a_test_says_why_an_endpoint_did_not_take_it() {
        JsonNode tested = client.call("webhooks.test", "{'endpoint':'crm'}");
        assertThat(tested.path("delivered").asBoolean(true)).isFalse();
        assertThat(tested.path("error").asText()).contains("allowPrivate");
    }

    @Test
    void nothing_is_done_for_an_endpoint_or_an_event_that_does_not_exist() {
        assertThat(client.call("webhooks.deadLetters", "{}").path("deadLetters")).isEmpty();
        assertThat(client.call("webhooks.replay", "{'endpoint':'crm'}").path("replayed").asInt()).isZero();
        assertThat(client.refused("webhooks.skip", "{'endpoint':'crm','id':'evt_1'}").path("message").asText()).contains("evt_1");
        assertThat(client.refused("webhooks.replay", "{'endpoint':'nobody'}").path("message").asText()).contains("crm");
    }
}
