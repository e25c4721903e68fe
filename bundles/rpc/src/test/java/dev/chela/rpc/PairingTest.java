package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.rpc.Connections;
import dev.chela.rpc.PairedDevice.Visit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingTest {
    private static final String READ = "operator.read";
    private static final String WRITE = "operator.write";
    private static final String PAIR = "operator.pairing";

    @TempDir
    Path root;

    private WiredHouse house;
    private Client owner;
    private PairedDevice device;

    @BeforeEach
    void start() throws Exception {
        house = new WiredHouse(root);
        owner = house.clientWith("[\"operator.admin\"]");
        device = new PairedDevice();
    }

    @AfterEach
    void stop() throws Exception {
        owner.close();
        house.close();
    }

    private Visit here(String field, String secret, String... scopes) throws Exception {
        return device.here(house.uri(), field, secret, scopes);
    }

    private Visit afar(String field, String secret, String... scopes) throws Exception {
        return device.afar(house.uri(), field, secret, scopes);
    }

    private String approvedToken(String... scopes) throws Exception {
        try (Visit first = afar("token", WiredHouse.TOKEN, scopes)) {
            approve(first);
        }
        try (Visit second = afar("token", WiredHouse.TOKEN, scopes)) {
            return second.auth().path("deviceToken").asText();
        }
    }

    private JsonNode approve(Visit refused) {
        return owner.call("device.pair.approve", "{'requestId':'" + refused.error().at("/details/requestId").asText() + "'}");
    }

    @Test
    void a_device_at_the_machine_itself_is_paired_without_asking_and_given_its_token_once() throws Exception {
        String token;
        try (Visit first = here("token", WiredHouse.TOKEN, READ)) {
            token = first.auth().path("deviceToken").asText();
            assertThat(token).hasSizeGreaterThan(40);
            assertThat(first.auth().path("method").asText()).isEqualTo("token");
        }
        try (Visit again = here("token", WiredHouse.TOKEN, READ)) {
            assertThat(again.auth().has("deviceToken")).isFalse();
        }
        try (Visit byToken = here("deviceToken", token, READ)) {
            assertThat(byToken.auth().path("method").asText()).isEqualTo("device-token");
            JsonNode row = owner.call("device.pair.list", "{}").at("/paired/0");
            assertThat(row.path("deviceId").asText()).isEqualTo(device.id());
            assertThat(row.path("approvedVia").asText()).isEqualTo("silent");
            assertThat(row.path("connected").asBoolean()).isTrue();
        }
    }

    @Test
    void a_paired_device_sees_what_pages_show_until_its_token_is_revoked() throws Exception {
        String token = approvedToken(READ);
        assertThat(house.register.mayRead(token)).isTrue();
        assertThat(house.register.mayRead("")).isFalse();
        assertThat(house.register.mayRead(token + "x")).isFalse();
        owner.call("device.token.revoke", "{'deviceId':'" + device.id() + "','role':'operator'}");
        assertThat(house.register.mayRead(token)).isFalse();
    }

    @Test
    void a_device_from_elsewhere_waits_for_the_owner_s_approval() throws Exception {
        try (Visit stranger = afar("token", WiredHouse.TOKEN, READ)) {
            assertThat(stranger.error().path("code").asText()).isEqualTo("NOT_PAIRED");
            assertThat(stranger.error().at("/details/code").asText()).isEqualTo("PAIRING_REQUIRED");
            assertThat(stranger.error().at("/details/reason").asText()).isEqualTo("not-paired");
            assertThat(stranger.client().closed()).startsWith("1008 pairing required");
            JsonNode asked = owner.await(f -> f.path("event").asText().equals("device.pair.requested")).path("payload");
            assertThat(asked.path("requestId")).isEqualTo(stranger.error().at("/details/requestId"));
            assertThat(approve(stranger).at("/device/deviceId").asText()).isEqualTo(device.id());
        }
        assertThat(owner.await(f -> f.path("event").asText().equals("device.pair.resolved")).at("/payload/decision").asText())
                .isEqualTo("approved");
        try (Visit known = afar("token", WiredHouse.TOKEN, READ)) {
            assertThat(known.auth().path("deviceToken").asText()).isNotEmpty();
        }
    }

    @Test
    void a_rejected_request_is_gone_and_nobody_was_let_in() throws Exception {
        String request;
        try (Visit stranger = afar("token", WiredHouse.TOKEN, READ)) {
            request = stranger.error().at("/details/requestId").asText();
        }
        owner.call("device.pair.reject", "{'requestId':'" + request + "'}");
        assertThat(owner.call("device.pair.list", "{}").path("paired")).isEmpty();
        assertThat(owner.refused("device.pair.approve", "{'requestId':'" + request + "'}").path("message").asText())
                .isEqualTo("unknown requestId");
    }

    @Test
    void more_scopes_than_approved_are_a_new_request_even_at_the_machine_when_only_the_device_s_token_is_shown() throws Exception {
        String token = approvedToken(READ);
        for (boolean near : new boolean[] {true, false}) {
            try (Visit more = near ? here("deviceToken", token, READ, WRITE) : afar("deviceToken", token, READ, WRITE)) {
                assertThat(more.error().at("/details/reason").asText()).isEqualTo("scope-upgrade");
                if (!near) {
                    approve(more);
                }
            }
        }
        try (Visit granted = afar("deviceToken", token, READ, WRITE)) {
            assertThat(granted.auth().path("scopes")).hasSize(2);
        }
    }

    @Test
    void a_key_on_another_kind_of_machine_than_it_was_approved_on_is_a_new_request_and_a_newer_version_is_not() throws Exception {
        String token = approvedToken(READ);
        device.movesTo("Linux 7.1");
        try (Visit same = afar("deviceToken", token, READ)) {
            assertThat(same.auth().path("method").asText()).isEqualTo("device-token");
        }
        device.movesTo("darwin");
        try (Visit carried = afar("deviceToken", token, READ)) {
            assertThat(carried.error().at("/details/reason").asText()).isEqualTo("metadata-upgrade");
            assertThat(carried.client().closed()).startsWith("1008 pairing required");
            approve(carried);
        }
        try (Visit known = afar("deviceToken", token, READ)) {
            assertThat(known.auth().path("method").asText()).isEqualTo("device-token");
        }
        device.movesTo("linux");
        try (Visit here = here("token", WiredHouse.TOKEN, READ)) {
            assertThat(here.auth().path("method").asText()).as("the owner is at the machine").isEqualTo("token");
        }
        try (Visit afterwards = afar("deviceToken", token, READ)) {
            assertThat(afterwards.auth().path("method").asText()).isEqualTo("device-token");
        }
    }

    @Test
    void nobody_gives_to_a_device_what_they_may_not_do_themselves() throws Exception {
        try (Visit stranger = afar("token", WiredHouse.TOKEN, WRITE); Client clerk = house.clientWith("[\"" + PAIR + "\"]")) {
            JsonNode error = clerk.refused("device.pair.approve",
                    "{'requestId':'" + stranger.error().at("/details/requestId").asText() + "'}");
            assertThat(error.at("/details/missingScope").asText()).isEqualTo(WRITE);
            assertThat(owner.call("device.pair.list", "{}").path("paired")).isEmpty();
        }
    }

    @Test
    void a_rotated_token_opens_nothing_and_its_connections_end_before_whoever_rotated_it_has_the_answer() throws Exception {
        String token = approvedToken(READ);
        try (Visit live = afar("deviceToken", token, READ)) {
            JsonNode answer = owner.call("device.token.rotate", "{'deviceId':'" + device.id() + "','role':'operator'}");
            assertThat(answer.has("token")).as("the token of another's device").isFalse();
            ended(live, "4001 device token rotated");
        }
        try (Visit old = afar("deviceToken", token, READ)) {
            assertThat(old.error().at("/details/code").asText()).isEqualTo("AUTH_DEVICE_TOKEN_MISMATCH");
        }
    }

    /** When whoever shut it out has the answer: from then on it hears nothing but why. */
    private void ended(Visit live, String words) throws Exception {
        assertThat(house.hub.list()).extracting(Connections.Presence::deviceId).doesNotContain(device.id());
        assertThat(live.client().closed()).isEqualTo(words);
    }

    @Test
    void a_device_that_rotates_its_own_token_is_told_the_new_one_before_it_is_cut_off() throws Exception {
        String token = approvedToken(READ, PAIR);
        String next;
        try (Visit self = afar("deviceToken", token, READ, PAIR)) {
            next = self.client().call("device.token.rotate", "{'deviceId':'" + device.id() + "','role':'operator'}")
                    .path("token").asText();
            assertThat(self.client().closed()).startsWith("4001");
        }
        try (Visit renewed = afar("deviceToken", next, READ)) {
            assertThat(renewed.auth().path("method").asText()).isEqualTo("device-token");
        }
    }

    @Test
    void a_revoked_or_removed_device_is_cut_off_before_the_answer_and_has_to_ask_again() throws Exception {
        String token = approvedToken(READ);
        try (Visit live = afar("deviceToken", token, READ)) {
            owner.call("device.token.revoke", "{'deviceId':'" + device.id() + "','role':'operator'}");
            ended(live, "4001 device token revoked");
        }
        try (Visit again = afar("token", WiredHouse.TOKEN, READ)) {
            assertThat(again.error().at("/details/reason").asText()).isEqualTo("role-upgrade");
            approve(again);
        }
        try (Visit live = afar("token", WiredHouse.TOKEN, READ)) {
            owner.call("device.pair.remove", "{'deviceId':'" + device.id() + "'}");
            ended(live, "4001 device removed");
        }
        try (Visit again = afar("token", WiredHouse.TOKEN, READ)) {
            assertThat(again.error().at("/details/reason").asText()).isEqualTo("not-paired");
        }
    }

    @Test
    void a_device_has_the_name_that_the_owner_gave_it() throws Exception {
        approvedToken(READ);
        owner.call("device.pair.rename", "{'deviceId':'" + device.id() + "','label':'Kitchen'}");
        assertThat(owner.call("device.pair.list", "{}").at("/paired/0/label").asText()).isEqualTo("Kitchen");
        owner.await(frame -> frame.path("event").asText().equals("device.pair.changed"));
        assertThat(owner.refused("device.pair.rename", "{'deviceId':'nobody','label':'x'}").path("message").asText())
                .isEqualTo("unknown deviceId/role");
    }

    @Test
    void no_token_lies_on_the_disk_in_the_clear() throws Exception {
        byte[] token = approvedToken(READ).getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(new String(token, StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void a_device_s_token_is_of_no_use_to_another_device() throws Exception {
        String token = approvedToken(READ);
        device = new PairedDevice();
        try (Visit thief = afar("deviceToken", token, READ)) {
            assertThat(thief.error().at("/details/code").asText()).isEqualTo("AUTH_DEVICE_TOKEN_MISMATCH");
        }
    }

    @Test
    void a_connected_device_asks_for_more_and_is_given_a_token_for_it_when_the_owner_approves() throws Exception {
        String old = approvedToken(READ);
        String next;
        try (Visit live = afar("deviceToken", old, READ)) {
            String request = live.client().call("device.scopes.requestUpgrade", "{'scopes':['" + WRITE + "']}").path("requestId").asText();
            String waiting = live.client().ask("device.scopes.waitUpgrade", "{'requestId':'" + request + "'}");
            assertThat(owner.call("device.pair.list", "{}").at("/pending/0/scopes/0").asText()).isEqualTo(WRITE);
            owner.call("device.pair.approve", "{'requestId':'" + request + "'}");
            JsonNode given = live.client().response(waiting).path("payload");
            assertThat(given.path("status").asText()).isEqualTo("approved");
            assertThat(given.path("scopes").toString()).contains(READ, WRITE);
            next = given.path("deviceToken").asText();
            assertThat(live.client().call("health", "{}").isObject()).as("the connection goes on").isTrue();
        }
        try (Visit more = afar("deviceToken", next, READ, WRITE); Visit before = afar("deviceToken", old, READ)) {
            assertThat(more.auth().path("scopes")).hasSize(2);
            assertThat(before.error().at("/details/code").asText()).isEqualTo("AUTH_DEVICE_TOKEN_MISMATCH");
        }
    }

    @Test
    void a_device_that_asks_for_more_hears_of_a_no_also_afterwards_and_another_s_request_is_none_of_its_business() throws Exception {
        String token = approvedToken(READ);
        try (Visit live = afar("deviceToken", token, READ)) {
            String request = live.client().call("device.scopes.requestUpgrade", "{'scopes':['" + WRITE + "']}").path("requestId").asText();
            owner.call("device.pair.reject", "{'requestId':'" + request + "'}");
            assertThat(live.client().call("device.scopes.waitUpgrade", "{'requestId':'" + request + "'}").path("status").asText())
                    .isEqualTo("rejected");
            try (Visit other = new PairedDevice().here(house.uri(), "token", WiredHouse.TOKEN, READ)) {
                assertThat(other.client().refused("device.scopes.waitUpgrade", "{'requestId':'" + request + "'}").path("message").asText())
                        .isEqualTo("unknown requestId");
            }
        }
        try (Visit unchanged = afar("deviceToken", token, READ)) {
            assertThat(unchanged.auth().path("method").asText()).isEqualTo("device-token");
        }
    }

    @Test
    void only_scopes_that_exist_can_be_asked_for_and_only_by_a_device() throws Exception {
        try (Visit live = here("token", WiredHouse.TOKEN, READ)) {
            for (String wrong : new String[] {"[]", "['operator.everything']", "['" + READ + "','" + READ + "']"}) {
                assertThat(live.client().refused("device.scopes.requestUpgrade", "{'scopes':" + wrong + "}").path("message").asText())
                        .contains("at /scopes");
            }
        }
        assertThat(owner.refused("device.scopes.requestUpgrade", "{'scopes':['" + READ + "']}").path("message").asText())
                .contains("shows no device");
    }

    @Test
    void the_gateway_has_an_identity_that_stays() throws Exception {
        JsonNode identity = owner.call("gateway.identity.get", "{}");
        assertThat(identity.path("deviceId").asText()).matches("[0-9a-f]{64}");
        assertThat(identity.path("publicKey").asText()).hasSize(43);
        assertThat(owner.call("gateway.identity.get", "{}")).isEqualTo(identity);
    }
}
