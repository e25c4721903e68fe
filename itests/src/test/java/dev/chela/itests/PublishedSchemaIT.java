package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything a real run says, held to the schema that OpenClaw publishes. */
@Tag("clients")
class PublishedSchemaIT {
    @TempDir private Path box;
    private final PublishedSchema schema = PublishedSchema.installed();
    private FakeModel model;
    private Gateway gateway;

    @BeforeEach
    void start() {
        model = FakeModel.start();
        gateway = Gateway.start(model.v1());
    }

    @AfterEach
    void stop() {
        gateway.close();
        model.close();
    }

    @Test
    void what_is_answered_and_pushed_during_a_conversation_is_what_the_schema_says() {
        try (Wire wire = gateway.connect()) {
            Judge judge = new Judge(schema, wire);
            judge.fits("HelloOk", wire.hello());
            judge.call("sessions.subscribe", "{}", "");
            judge.call("sessions.messages.subscribe", "{\"key\":\"main\"}", "");
            judge.chat("main", "count 5", "schema-1");
            judge.chat("main", "tool exec {\"command\":\"echo hello\"}", "schema-2");
            judge.chat("main", "tool read {\"path\":\"nowhere.txt\"}", "schema-3");
            aborted(judge, wire);
            house(judge);
            configuration(judge);
            channels(judge);
            agents(judge);
            tools(judge);
            said(judge);
            verbs(judge);
            approvals(judge, wire);
            sessions(judge);
            refusals(judge);
            gateway.stop();
            wire.closed();
            judge.events();
            assertThat(judge.unasked()).as("methods that were offered and not judged").isEmpty();
            assertThat(judge.troubles()).isEmpty();
        }
    }

    private static void aborted(Judge judge, Wire wire) {
        judge.call("chat.send", "{\"sessionKey\":\"main\",\"message\":\"count 900 [delay=20]\",\"idempotencyKey\":\"schema-4\","
                + "\"queueMode\":\"interrupt\",\"timeoutMs\":60000}", "");
        wire.delta("schema-4");
        judge.call("chat.abort", "{\"sessionKey\":\"main\",\"runId\":\"schema-4\"}", "");
        wire.end("schema-4");
        judge.call("agent", "{\"message\":\"count 3\",\"agentId\":\"main\",\"idempotencyKey\":\"schema-5\"}", "");
        judge.call("agent.wait", "{\"runId\":\"schema-5\",\"timeoutMs\":60000}", "");
        judge.call("chat.history", "{\"sessionKey\":\"main\",\"limit\":20}", "");
    }

    private static void house(Judge judge) {
        judge.call("health", "{}", Judge.HEALTH);
        judge.call("status", "{}", "");
        judge.call("system-presence", "{}", "").forEach(entry -> judge.fits("PresenceEntry", entry));
        judge.call("agents.list", "{}", "AgentsListResult");
        judge.call("agent.identity.get", "{\"agentId\":\"main\"}", "AgentIdentityResult");
        judge.call("models.list", "{}", "ModelsListResult");
        judge.call("models.list", "{\"view\":\"configured\"}", "ModelsListResult");
        judge.callIfOffered("channels.status", "{}", "ChannelsStatusResult");
        lists(judge);
        plugins(judge);
        judge.call("config.get", "{}", "");
        judge.call("logs.tail", "{\"limit\":50}", "LogsTailResult");
    }

    private static void configuration(Judge judge) {
        judge.call("config.schema", "{}", "ConfigSchemaResponse");
        judge.call("config.schema.lookup", "{\"path\":\"gateway\"}", "ConfigSchemaLookupResult");
        judge.call("config.schema.lookup", "{\"path\":\"gateway.auth.token\"}", "ConfigSchemaLookupResult");
        judge.call("config.schema.lookup", "{\"path\":\"agents.entries.*\"}", "ConfigSchemaLookupResult");
        judge.call("config.patch", "{\"raw\":\"{messages: {delivery: {inDoubt: 'hold'}}}\"," + base(judge) + "}", "");
        JsonNode shown = judge.call("config.get", "{}", "");
        String raw = "\"raw\":" + com.fasterxml.jackson.databind.node.TextNode.valueOf(shown.path("sourceConfig").toString());
        judge.call("config.set", "{" + raw + "," + base(judge) + "}", "");
        judge.call("config.apply", "{" + raw + "," + base(judge) + "}", "");
    }

    private static String base(Judge judge) {
        return "\"baseHash\":\"" + judge.call("config.get", "{}", "").path("hash").asText() + "\"";
    }

    private static void agents(Judge judge) {
        judge.call("agents.create", "{\"name\":\"Schema Agent\",\"emoji\":\"S\"}", "AgentsCreateResult");
        judge.call("agents.update", "{\"agentId\":\"schema-agent\",\"name\":\"Schema\",\"model\":null}", "AgentsUpdateResult");
        judge.call("agents.list", "{}", "AgentsListResult");
        judge.call("agent.identity.get", "{\"agentId\":\"schema-agent\"}", "AgentIdentityResult");
        judge.fits("AgentsFilesSetResult", unhashed(
                judge.call("agents.files.set", "{\"agentId\":\"schema-agent\",\"name\":\"TOOLS.md\",\"content\":\"x\"}", "")));
        judge.fits("AgentsFilesGetResult", unhashed(
                judge.call("agents.files.get", "{\"agentId\":\"schema-agent\",\"name\":\"TOOLS.md\"}", "")));
        judge.call("agents.files.get", "{\"agentId\":\"schema-agent\",\"name\":\"WORKING.md\"}", "AgentsFilesGetResult");
        judge.call("agents.files.list", "{\"agentId\":\"schema-agent\"}", "AgentsFilesListResult");
        judge.call("agents.workspace.list", "{\"agentId\":\"schema-agent\"}", "AgentsWorkspaceListResult");
        judge.call("agents.workspace.get", "{\"agentId\":\"schema-agent\",\"path\":\"TOOLS.md\"}", "AgentsWorkspaceGetResult");
        judge.call("agents.delete", "{\"agentId\":\"schema-agent\"}", "AgentsDeleteResult");
    }

    /** OpenClaw's gateway and its pages have the hash of a file's text; its published schema does not name it yet. */
    private static JsonNode unhashed(JsonNode result) {
        JsonNode copy = result.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) copy.path("file")).remove("hash");
        return copy;
    }

    /** Of some the protocol publishes no shape of the result. */
    private static void lists(Judge judge) {
        judge.call("channels.pairing.list", "{}", "ChannelsPairingListResult");
        judge.call("commands.list", "{\"agentId\":\"main\",\"scope\":\"text\",\"includeArgs\":false}", "CommandsListResult");
        judge.call("taskSuggestions.list", "{}", "TaskSuggestionsListResult");
        judge.call("models.authStatus", "{\"agentId\":\"main\"}", "");
        judge.call("skills.status", "{\"agentId\":\"main\"}", "");
        judge.call("node.list", "{}", "");
        judge.call("cron.list", "{\"includeDisabled\":false,\"limit\":200,\"offset\":0}", "");
        judge.call("cron.status", "{}", "");
        judge.call("plugin.approval.list", "{}", "");
        judge.call("openclaw.approval.list", "{}", "");
    }

    private void channels(Judge judge) {
        Path jar = write(box.resolve("letterbox.jar"), SwapIT.LETTER_BOX.jar("1.0.0"));
        write(box.resolve("in/.keep"), new byte[0]);
        judge.call("plugins.install", "{\"source\":\"local\",\"path\":\"" + jar + "\"}", "PluginsInstallResult");
        judge.call("config.patch", "{\"raw\":\"{channels: {letterbox: {directory: '" + box + "'}}}\"," + base(judge) + "}", "");
        judge.call("channels.status", "{\"probe\":true}", "ChannelsStatusResult");
        for (String verb : List.of("stop", "start", "logout")) {
            judge.call("channels." + verb, "{\"channel\":\"letterbox\"}", "");
            judge.refused("channels." + verb, "{\"channel\":\"nobody\"}");
        }
    }

    private static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void plugins(Judge judge) {
        judge.call("plugins.list", "{}", "PluginsListResult");
        judge.call("plugins.refresh", "{}", "PluginsRefreshResult");
        String dice = "{\"source\":\"local\",\"path\":\"" + HotPlugIT.JAR + "\"}";
        String id = judge.call("plugins.install", dice, "PluginsInstallResult").path("plugin").path("id").asText();
        String which = "{\"pluginId\":\"" + id + "\"}";
        judge.call("plugins.inspect", which, "PluginsInspectResult");
        judge.call("plugins.setEnabled", which.replace("}", ",\"enabled\":false}"), "PluginsSetEnabledResult");
        judge.call("plugins.uninstall", which, "PluginsUninstallResult");
    }

    private static void tools(Judge judge) {
        judge.call("tools.catalog", "{}", "ToolsCatalogResult");
        judge.call("tools.effective", "{\"sessionKey\":\"main\"}", "ToolsEffectiveResult");
        judge.call("tools.invoke", "{\"name\":\"ls\",\"sessionKey\":\"main\"}", "ToolsInvokeResult");
        judge.call("tools.invoke", "{\"name\":\"no-such-tool\",\"sessionKey\":\"main\"}", "ToolsInvokeResult");
    }

    private static void sessions(Judge judge) {
        judge.call("sessions.patch", "{\"key\":\"main\",\"label\":\"Schema\",\"icon\":\"s\",\"color\":\"red\",\"category\":\"tests\","
                + "\"pinned\":true,\"archived\":false,\"unread\":true,\"expectedMarkedUnreadAt\":null}", "");
        JsonNode list = judge.call("sessions.list", "{\"includeDerivedTitles\":true,\"includeLastMessage\":true}", "");
        assertThat(list.path("sessions")).isNotEmpty();
        list.path("sessions").forEach(row -> judge.fits("SessionRow", row));
        judge.fits("SessionRow", judge.call("sessions.describe", "{\"key\":\"main\"}", "").path("session"));
        judge.call("sessions.messages.unsubscribe", "{\"key\":\"main\"}", "");
        judge.call("sessions.abort", "{\"key\":\"main\"}", "");
        judge.call("sessions.reset", "{\"key\":\"main\"}", "");
        judge.chat("agent:main:dashboard:3c0ffee0-0000-4000-8000-000000000001", "echo soon gone", "schema-6");
        judge.call("sessions.delete", "{\"key\":\"agent:main:dashboard:3c0ffee0-0000-4000-8000-000000000001\"}", "SessionsDeleteResult");
    }

    private static void verbs(Judge judge) {
        judge.call("sessions.create", "{\"key\":\"schema\",\"label\":\"Made\"}", "SessionsCreateResult");
        judge.call("sessions.resolve", "{\"label\":\"Made\"}", "SessionsResolveResult");
        judge.call("sessions.resolve", "{\"label\":\"Unmade\",\"allowMissing\":true}", "SessionsResolveResult");
        judge.call("sessions.patchMany", "{\"targets\":[{\"key\":\"schema\"},{\"key\":\"main\"}],\"patch\":{\"label\":\"One\"}}",
                "SessionsPatchManyResult");
        judge.call("sessions.get", "{\"key\":\"main\",\"limit\":5}", "");
        judge.call("sessions.search", "{\"query\":\"count\",\"scope\":{\"excludeCron\":true},\"limit\":3}", "SessionsSearchResult");
        judge.call("sessions.viewers.set", "{\"sessionKeys\":[\"main\"]}", "");
        judge.call("chat.metadata", "{\"sessionKey\":\"main\"}", "");
        judge.call("sessions.preview", "{\"keys\":[\"main\",\"nobody\"]}", "");
        judge.call("sessions.send", "{\"key\":\"schema\",\"message\":\"count 900 [delay=20]\",\"idempotencyKey\":\"schema-7\"}", "");
        judge.call("sessions.steer", "{\"key\":\"schema\",\"message\":\"echo steered\",\"idempotencyKey\":\"schema-8\"}", "");
        judge.call("agent.wait", "{\"runId\":\"schema-8\",\"timeoutMs\":10000}", "");
    }

    private static void said(Judge judge) {
        JsonNode page = judge.call("chat.startup", "{\"sessionKey\":\"main\",\"limit\":5}", "");
        String last = page.at("/messages/0/__openclaw/id").asText();
        judge.call("chat.inject", "{\"sessionKey\":\"main\",\"message\":\"a note\",\"label\":\"Note\"}", "");
        judge.call("chat.history", "{\"sessionKey\":\"main\",\"cursor\":\"" + page.path("deltaCursor").asText() + "\"}",
                "ChatHistoryCursorResult");
        judge.call("chat.message.get", "{\"sessionKey\":\"main\",\"messageId\":\"" + last + "\"}", "ChatMessageGetResult");
        judge.call("chat.message.get", "{\"sessionKey\":\"main\",\"messageId\":\"nobody\"}", "ChatMessageGetResult");
    }

    private static void approvals(Judge judge, Wire wire) {
        wire.request("exec.approval.request", "{\"id\":\"schema-9\",\"command\":\"make\",\"sessionKey\":\"main\"}");
        wire.await("the request", frame -> frame.path("event").asText().equals("exec.approval.requested"));
        assertThat(judge.call("exec.approval.list", "{}", "")).hasSize(1);
        judge.call("exec.approval.get", "{\"id\":\"schema-9\"}", "");
        judge.call("exec.approval.resolve", "{\"id\":\"schema-9\",\"decision\":\"allow-once\"}", "");
        assertThat(judge.call("exec.approval.waitDecision", "{\"id\":\"schema-9\"}", "").path("decision").asText()).isEqualTo("allow-once");
        judge.call("exec.approval.request", "{\"command\":\"make\",\"timeoutMs\":1}", "");
    }

    private static void refusals(Judge judge) {
        judge.refused("no.such.method", "{}");
        judge.refused("chat.send", "{\"sessionKey\":\"main\",\"message\":\"x\",\"idempotencyKey\":\"k\",\"noSuchProperty\":1}");
        judge.refused("sessions.patch", "{\"key\":\"main\",\"fastMode\":true}");
        judge.refused("agent.identity.get", "{\"agentId\":\"nobody\"}");
    }
}
