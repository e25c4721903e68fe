package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentVerbsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(root.resolve("chela.json5"), "{\n  // who answers\n}\n");
        house = new WiredHouse(root);
        house.config.judge();
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private String config() throws Exception {
        return Files.readString(root.resolve("chela.json5"));
    }

    private Path workspace(String agent) {
        return root.resolve("agents/" + agent + "/workspace");
    }

    private JsonNode listed(String agent) {
        for (JsonNode one : client.call("agents.list", "{}").path("agents")) {
            if (one.path("id").asText().equals(agent)) {
                return one;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void an_agent_is_made_listed_changed_and_removed() throws Exception {
        JsonNode made = client.call("agents.create", "{'name':'My Work!','emoji':'🦀'}");
        assertThat(made.path("agentId").asText()).isEqualTo("my-work");
        assertThat(workspace("my-work").resolve("AGENTS.md")).exists();
        assertThat(listed("my-work").at("/identity/emoji").asText()).isEqualTo("🦀");
        assertThat(listed("my-work").at("/identity/name").asText()).isEqualTo("My Work!");
        assertThat(listed("my-work").at("/model/primary").asText()).isNotEmpty();
        assertThat(client.call("agents.list", "{}").path("ownership").asText()).isEqualTo("explicit");

        client.call("agents.update", "{'agentId':'my-work','name':'Work','emoji':'','avatar':'https://example.org/a.png'}");
        JsonNode identity = client.call("agent.identity.get", "{'agentId':'my-work'}");
        assertThat(identity.path("name").asText()).isEqualTo("Work");
        assertThat(identity.path("nameSource").asText()).isEqualTo("agent");
        assertThat(identity.path("avatarStatus").asText()).isEqualTo("remote");
        assertThat(identity.has("emoji")).isFalse();

        JsonNode gone = client.call("agents.delete", "{'agentId':'my-work'}");
        assertThat(gone.at("/removed/0/method").asText()).isEqualTo("trash");
        assertThat(listed("my-work").isMissingNode()).isTrue();
        assertThat(workspace("my-work")).doesNotExist();
        try (var trash = Files.walk(root.resolve("trash"))) {
            assertThat(trash.map(Path::getFileName).map(Path::toString)).contains("AGENTS.md");
        }
        assertThat(config()).startsWith("{").contains("entries").doesNotContain("my-work");
    }

    @Test
    void the_sessions_of_a_removed_agent_end_with_it() throws Exception {
        client.call("agents.create", "{'name':'work'}");
        client.call("sessions.patch", "{'key':'agent:work:main','label':'soon gone'}");
        assertThat(client.call("sessions.list", "{}").toString()).contains("agent:work:main");

        JsonNode gone = client.call("agents.delete", "{'agentId':'work','deleteFiles':false}");

        assertThat(gone.has("purgeFailed")).isFalse();
        assertThat(gone.has("removed")).isFalse();
        assertThat(client.call("sessions.list", "{}").toString()).doesNotContain("agent:work:main");
        assertThat(workspace("work")).exists();
    }

    @Test
    void a_workspace_that_another_agent_uses_stays_when_one_is_removed() throws Exception {
        client.call("agents.create", "{'name':'one','workspace':'shared'}");
        client.call("agents.create", "{'name':'two','workspace':'shared/part'}");

        JsonNode gone = client.call("agents.delete", "{'agentId':'one'}");

        assertThat(gone.at("/failed/0/reason").asText()).contains("another agent works in it");
        assertThat(root.resolve("shared/part/AGENTS.md")).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "agents.create | {'name':'Main'} | \"main\" is reserved",
        "agents.create | {'name':' '} | at /name",
        "agents.create | {'name':'x','model':'no-such/model'} | no-such",
        "agents.update | {'agentId':'zzz'} | agent \"zzz\" not found",
        "agents.update | {'agentId':'main','agentRuntime':'x'} | unexpected property 'agentRuntime'",
        "agents.delete | {'agentId':'main'} | \"main\" cannot be deleted",
        "agents.files.list | {'agentId':'zzz'} | agent \"zzz\" not found",
        "agents.files.get | {'agentId':'main','name':'x.md'} | unsupported file \"x.md\"",
        "agents.files.get | {'agentId':'main','name':'memory/../../../x.md'} | unsupported file",
        "agents.files.set | {'agentId':'main','name':'SOUL.md','content':'x','expectedHash':'12'} | at /expectedHash",
        "agents.workspace.list | {'agentId':'main','path':'../..'} | is not a place in the workspace",
        "agents.workspace.list | {'agentId':'main','limit':0} | at /limit",
        "agents.workspace.get | {'agentId':'main','path':'/etc/passwd'} | is not a place in the workspace",
        "agent.identity.get | {'agentId':'nobody'} | not found"})
    void what_cannot_be_is_refused_with_the_reason(String method, String params, String why) {
        JsonNode error = client.refused(method, params);

        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains(why);
    }

    @Test
    void the_model_of_an_agent_is_absent_null_or_a_value() throws Exception {
        Files.writeString(root.resolve("chela.json5"), "{agents: {entries: {work: {model: 'auto', name: 'W'}}}}");
        house.config.reload();
        client.call("agents.update", "{'agentId':'work','name':'X'}");
        assertThat(config()).contains("model: 'auto'");

        client.call("agents.update", "{'agentId':'work','model':null}");

        assertThat(config()).isEqualTo("{agents: {entries: {work: {name: \"X\"}}}}");
    }

    @Test
    void a_file_is_written_only_over_what_was_read() throws Exception {
        JsonNode absent = client.call("agents.files.get", "{'agentId':'main','name':'WORKING.md'}").path("file");
        assertThat(absent.path("missing").asBoolean()).isTrue();
        assertThat(absent.path("expectedAbsent").asBoolean()).isTrue();
        JsonNode made = client.call("agents.files.set", "{'agentId':'main','name':'WORKING.md','content':'one'}").path("file");

        client.call("agents.files.set", "{'agentId':'main','name':'WORKING.md','content':'two','expectedHash':'"
                + made.path("hash").asText() + "'}");
        JsonNode error = client.refused("agents.files.set", "{'agentId':'main','name':'WORKING.md','content':'three','expectedHash':'"
                + made.path("hash").asText() + "'}");

        JsonNode now = client.call("agents.files.get", "{'agentId':'main','name':'WORKING.md'}").path("file");
        assertThat(now.path("content").asText()).isEqualTo("two");
        assertThat(error.at("/details/type").asText()).isEqualTo("agent_file_conflict");
        assertThat(error.at("/details/currentHash").asText()).isEqualTo(now.path("hash").asText()).hasSize(64);
    }

    @Test
    void the_list_of_files_has_the_known_names_and_the_memories_without_their_text() {
        client.call("agents.files.set", "{'agentId':'main','name':'memory/2026-01-02.md','content':'x'}");

        JsonNode files = client.call("agents.files.list", "{'agentId':'main'}").path("files");

        assertThat(files).extracting(file -> file.path("name").asText()).containsExactly("AGENTS.md", "SOUL.md", "IDENTITY.md", "USER.md",
                "TOOLS.md", "HEARTBEAT.md", "BOOTSTRAP.md", "MEMORY.md", "WORKING.md", "memory/2026-01-02.md");
        assertThat(files.toString()).doesNotContain("content", "hash");
    }

    @Test
    void a_link_that_leads_out_of_the_workspace_is_neither_read_nor_written_nor_listed() throws Exception {
        Files.createDirectories(workspace("main"));
        Path secret = Files.writeString(root.resolve("secret.txt"), "mine");
        Files.createSymbolicLink(workspace("main").resolve("SOUL.md"), secret);
        Files.createSymbolicLink(workspace("main").resolve("out"), root);

        for (String params : new String[] {"{'agentId':'main','path':'SOUL.md'}", "{'agentId':'main','path':'out/secret.txt'}"}) {
            assertThat(client.refused("agents.workspace.get", params).path("message").asText()).contains("not a place in the workspace");
        }
        assertThat(client.refused("agents.files.get", "{'agentId':'main','name':'SOUL.md'}").path("message").asText()).contains("not a place");
        client.refused("agents.files.set", "{'agentId':'main','name':'SOUL.md','content':'x'}");
        assertThat(Files.readString(secret)).isEqualTo("mine");
        assertThat(client.call("agents.workspace.list", "{'agentId':'main'}").path("totalEntries").asInt()).isZero();
    }

    @Test
    void a_workspace_is_browsed_page_by_page_and_a_binary_file_comes_in_base64() throws Exception {
        Path directory = Files.createDirectories(workspace("main").resolve("notes"));
        Files.write(directory.resolve("a.png"), new byte[] {(byte) 0x89, 0, 1});
        Files.writeString(directory.resolve("b.txt"), "text");

        JsonNode page = client.call("agents.workspace.list", "{'agentId':'main','path':'notes','offset':1,'limit':1}");
        JsonNode top = client.call("agents.workspace.list", "{'agentId':'main'}");
        JsonNode picture = client.call("agents.workspace.get", "{'agentId':'main','path':'notes/a.png'}").path("file");

        assertThat(page.at("/entries/0/path").asText()).isEqualTo("notes/b.txt");
        assertThat(page.path("totalEntries").asInt()).isEqualTo(2);
        assertThat(page.path("parentPath").asText("-")).isEmpty();
        assertThat(top.at("/entries/0/kind").asText()).isEqualTo("directory");
        assertThat(picture.path("encoding").asText()).isEqualTo("base64");
        assertThat(picture.path("mimeType").asText()).isEqualTo("image/png");
    }
}
