package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may run without a person's word: the defaults, and the commands that were allowed for good. */
class AllowlistMethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        Talk talk = new Talk(root, new ExecSettings(ExecSettings.Mode.ASK, null, null, null, null, null));
        house = new WiredHouse(talk.tool("exec", arguments -> "ran"));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private void allowForGood(String run, String command) throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'" + run + "'}");
        house.talk.model.next().callWith("1", "exec", "{\"command\":\"" + command + "\"}");
        house.talk.house.until("asked", () -> !house.talk.house.approvals.pending().isEmpty());
        house.talk.house.approvals.resolve(house.talk.house.approvals.pending().get(0).id(), dev.chela.core.approval.Approval.Decision.ALLOW_ALWAYS, "me");
        house.talk.model.next().answer("done");
        client.end(run);
    }

    private JsonNode get() {
        return client.call("exec.approvals.get", "{}");
    }

    private String set(JsonNode file, String hash) {
        return "{'file':" + file.toString().replace('"', '\'') + ",'baseHash':'" + hash + "'}";
    }

    @Test
    void commands_allowed_for_good_are_listed_and_can_be_taken_back_one_by_one() throws Exception {
        allowForGood("a", "make");
        allowForGood("b", "ls");
        JsonNode before = get();
        JsonNode list = before.at("/file/agents/main/allowlist");
        assertThat(list.findValuesAsText("pattern")).containsExactlyInAnyOrder("make", "ls");
        assertThat(list.findValuesAsText("source")).containsOnly("allow-always");
        ObjectNode file = before.path("file").deepCopy();
        ((com.fasterxml.jackson.databind.node.ArrayNode) file.at("/agents/main/allowlist")).remove(list.findValuesAsText("pattern").indexOf("ls"));
        JsonNode after = client.call("exec.approvals.set", set(file, before.path("hash").asText()));
        assertThat(after.at("/file/agents/main/allowlist").findValuesAsText("pattern")).containsExactly("make");
        assertThat(after.path("hash")).isNotEqualTo(before.path("hash"));
        client.call("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'c'}");
        house.talk.model.next().callWith("1", "exec", "{\"command\":\"ls\"}");
        house.talk.house.until("asked again", () -> !house.talk.house.approvals.pending().isEmpty());
        client.call("chat.abort", "{'sessionKey':'main'}");
        client.end("c");
    }

    @Test
    void programs_come_onto_the_list_with_what_their_arguments_have_to_be_like_and_off_it_again() throws Exception {
        JsonNode before = get();
        JsonNode after = client.call("exec.approvals.set", set(Json.read("{\"version\":1,\"agents\":{\"main\":{\"allowlist\":"
                + "[{\"pattern\":\"sort\",\"argPattern\":\"^-r$\"}]}}}"), before.path("hash").asText()));
        assertThat(after.at("/file/agents/main/allowlist/0/pattern").asText()).isEqualTo("sort");
        assertThat(after.at("/file/agents/main/allowlist/0/argPattern").asText()).isEqualTo("^-r$");
        client.call("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'a'}");
        house.talk.model.next().callWith("1", "exec", "{\"command\":\"sort -r | head -n 1\"}");
        house.talk.model.next().answer("done");
        client.end("a");
        assertThat(client.call("exec.approvals.set", set(before.path("file"), after.path("hash").asText())).path("hash")).isEqualTo(before.path("hash"));
    }

    @Test
    void the_defaults_are_those_of_the_configuration_and_are_written_to_it() {
        JsonNode before = get();
        assertThat(before.at("/resolvedDefaults/security").asText()).isEqualTo("full");
        ObjectNode file = before.path("file").deepCopy();
        file.putObject("defaults").put("security", "allowlist").put("ask", "on-miss");
        JsonNode after = client.call("exec.approvals.set", set(file, before.path("hash").asText()));
        assertThat(after.path("resolvedDefaults")).isEqualTo(get().path("resolvedDefaults"));
        assertThat(after.at("/resolvedDefaults/ask").asText()).isEqualTo("on-miss");
        assertThat(client.call("config.get", "{}").at("/config/tools/exec/security").asText()).isEqualTo("allowlist");
    }

    @Test
    void what_was_read_before_somebody_else_wrote_is_not_written_over() {
        JsonNode before = get();
        assertThat(client.refused("exec.approvals.set", set(before.path("file"), "old")).path("message").asText()).contains("changed since");
        assertThat(client.refused("exec.approvals.set", "{'file':{'version':1}}").path("message").asText()).contains("base hash required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'version':2", "'version':1,'agents':{'main':{'allowlist':[{'pattern':'rm *'}]}}", "'version':1,'socket':{'path':'x'}",
        "'version':1,'agents':{'main':{'security':'full'}}", "'version':1,'defaults':{'askFallback':'full'}",
        "'version':1,'defaults':{'autoAllowSkills':true}", "'version':1,'defaults':{'security':'everything'}"})
    void what_cannot_be_kept_is_refused(String file) {
        String hash = get().path("hash").asText();
        assertThat(client.refused("exec.approvals.set", "{'file':{" + file + "},'baseHash':'" + hash + "'}").path("code").asText())
                .isEqualTo("INVALID_REQUEST");
        assertThat(get().path("hash").asText()).isEqualTo(hash);
    }

    @Test
    void the_one_person_of_the_house_has_a_picture_that_is_what_it_says() {
        String png = java.util.Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7});
        JsonNode drawn = client.call("users.setAvatar", "{'profileId':'owner','mime':'image/png','avatarBase64':'" + png + "'}");
        assertThat(drawn.at("/profile/hasAvatar").asBoolean()).isTrue();
        assertThat(drawn.path("avatarRevision").asText()).hasSize(16);
        assertThat(client.call("users.self", "{}").at("/profile/avatarMime").asText()).isEqualTo("image/png");
        assertThat(client.refused("users.setAvatar", "{'profileId':'owner','mime':'image/webp','avatarBase64':'" + png + "'}").path("message")
                .asText()).contains("/avatarBase64", "image/webp");
        assertThat(client.refused("users.setAvatar", "{'profileId':'owner','mime':'image/svg+xml','avatarBase64':'AAAA'}").path("message")
                .asText()).contains("/mime");
        assertThat(client.refused("users.setAvatar", "{'profileId':'owner','mime':'image/png','avatarBase64':'%%'}").path("message").asText())
                .contains("base64");
        assertThat(client.refused("users.setAvatar", "{'profileId':'eve','mime':'image/png','avatarBase64':'" + png + "'}").path("message")
                .asText()).contains("eve");
    }

    @Test
    void the_one_person_of_the_house_has_a_name_as_soon_as_somebody_gives_one() {
        JsonNode self = client.call("users.self", "{}").path("profile");
        assertThat(self.path("displayName").isNull()).isTrue();
        assertThat(self.path("createdAt").asLong()).isPositive();
        String id = self.path("id").asText();
        client.call("users.setDisplayName", "{'profileId':'" + id + "','displayName':' Ada '}");
        assertThat(client.call("users.list", "{}").at("/profiles/0/displayName").asText()).isEqualTo("Ada");
        assertThat(client.call("users.setDisplayName", "{'profileId':'" + id + "','displayName':null}").at("/profile/displayName").isNull()).isTrue();
        assertThat(client.refused("users.setDisplayName", "{'profileId':'nobody','displayName':'x'}").path("message").asText()).contains("nobody");
    }
}
