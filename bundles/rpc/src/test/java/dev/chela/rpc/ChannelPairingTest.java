package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code channels.pairing.*}: two strangers at the door. */
class ChannelPairingTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(new Talk(root, LoopbackChannel.on(wire, 2000), Map.of(LoopbackChannel.ID, Map.of())));
        client = house.clientWith("[\"operator.pairing\"]");
        knock("e1", "mallory");
        knock("e2", "eve");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private void knock(String event, String who) {
        wire.send(LoopbackChannel.said(event, who, "let me in"));
        told(who, "requested");
    }

    private JsonNode told(String who, String change) {
        return client.await(frame -> frame.path("event").asText().equals("channels.pairing.changed")
                && frame.at("/payload/senderId").asText().equals(who) && frame.at("/payload/change").asText().equals(change));
    }

    private static String at(String requestId) {
        return "{'channel':'loopback','accountId':'default','requestId':'" + requestId + "'";
    }

    @Test
    void lists_who_waits_with_the_code_and_the_limits() {
        JsonNode listed = client.call("channels.pairing.list", "{}");
        JsonNode first = listed.path("requests").path(0);
        assertThat(first.path("senderId").asText()).isEqualTo("mallory");
        assertThat(first.path("channelLabel").asText()).isEqualTo("Loopback");
        assertThat(first.at("/metadata/code").asText()).matches("[A-Z2-9]{8}");
        assertThat(listed.path("limits").toString()).isEqualTo("{\"pendingPerAccount\":3,\"ttlMs\":3600000}");
        assertThat(listed.path("accounts").path(0).path("accountId").asText()).isEqualTo("default");
        assertThat(client.call("channels.pairing.list", "{'channel':'telegram'}").path("requests")).isEmpty();
    }

    @Test
    void lets_one_in_by_the_code_and_turns_one_down_by_the_id() {
        JsonNode requests = client.call("channels.pairing.list", "{}").path("requests");
        JsonNode approved = client.call("channels.pairing.approve", at(requests.path(0).at("/metadata/code").asText()) + ",'notify':true}");
        assertThat(approved.path("senderId").asText()).isEqualTo("mallory");
        assertThat(approved.path("notification").asText()).isEqualTo("sent");
        assertThat(told("mallory", "approved").at("/payload/channel").asText()).isEqualTo("loopback");
        client.call("channels.pairing.dismiss", at(requests.path(1).path("requestId").asText()) + "}");
        assertThat(client.call("channels.pairing.list", "{}").path("requests")).isEmpty();
        assertThat(client.call("channels.pairing.people", "{}").at("/people/0/senderId").asText()).isEqualTo("mallory");
        client.call("channels.pairing.remove", "{'channel':'loopback','accountId':'default','senderId':'mallory'}");
        assertThat(client.refused("channels.pairing.remove", "{'channel':'loopback','accountId':'default','senderId':'mallory'}")
                .path("message").asText()).contains("was not let in");
        assertThat(client.refused("channels.pairing.approve", at("ZZZZZZZZ") + "}").path("message").asText()).contains("ZZZZZZZZ", "one hour");
    }

    @Test
    void to_make_an_owner_takes_more_than_to_let_somebody_in() throws Exception {
        String code = client.call("channels.pairing.list", "{}").at("/requests/0/metadata/code").asText();
        assertThat(client.refused("channels.pairing.approve", at(code) + ",'bootstrapCommandOwner':true}").path("message").asText())
                .contains("operator.admin");
        try (Client admin = house.client()) {
            assertThat(admin.call("channels.pairing.approve", at(code) + ",'bootstrapCommandOwner':true}").path("commandOwnerBootstrap").asText())
                    .isEqualTo("configured");
            assertThat(admin.call("channels.pairing.list", "{}").path("commandOwnerConfigured").asBoolean()).isTrue();
            assertThat(admin.call("config.get", "{}").at("/config/commands/ownerAllowFrom/0").asText()).isEqualTo("loopback:mallory");
            String eve = admin.call("channels.pairing.list", "{}").at("/requests/0/metadata/code").asText();
            assertThat(admin.call("channels.pairing.approve", at(eve) + ",'bootstrapCommandOwner':true}").path("commandOwnerBootstrap").asText())
                    .isEqualTo("already-configured");
        }
    }

    @Test
    void who_was_refused_is_shown_with_the_account() throws Exception {
        try (Client reader = house.clientWith("[\"operator.read\"]")) {
            assertThat(reader.call("channels.status", "{}").at("/channelAccounts/loopback/0/refused").toString()).contains("mallory", "eve");
            assertThat(reader.refused("channels.pairing.list", "{}").path("message").asText()).contains("operator.pairing");
        }
    }
}
