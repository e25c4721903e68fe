package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenClaw's own command line, as it is published: what its users type, and what it shows them. */
@Tag("clients")
class OpenclawCommandIT extends OneHouse {
    /** What it says when something did not work, whatever its exit code. */
    private static final String[] COMPLAINTS = {"The CLI command failed", "Gateway is not running", "not reachable", "unknown method",
        "missing scope", "INVALID_REQUEST", "invalid ", "timed out", "ECONNREFUSED", "Connect: failed", "Read probe: failed"};
    private Openclaw openclaw;

    @BeforeAll
    void install() {
        openclaw = Openclaw.beside(gateway);
    }

    @AfterAll
    void remove() {
        openclaw.close();
    }

    @Test
    void gateway_call_shows_what_any_method_answers() throws Exception {
        String said = says("gateway", "call", "agents.list", "--json");

        assertThat(Wire.JSON.readTree(said).path("agents")).anyMatch(agent -> agent.path("id").asText().equals("main"));
    }

    @Test
    void gateway_health_is_well() {
        assertThat(says("gateway", "health")).contains("Gateway Health", "OK (");
    }

    @Test
    void gateway_status_finds_it_listening_and_may_read() {
        assertThat(says("gateway", "status")).contains("Connectivity probe: ok", "Capability: ", "Listening: 127.0.0.1:" + gateway.url().getPort())
                .doesNotContain("Capability: unknown", "connected-no-operator-scope");
    }

    @Test
    void gateway_probe_reaches_it_and_reads() {
        assertThat(says("gateway", "probe")).contains("Reachable: yes", "Connect: ok", "Read probe: ok").doesNotContain("Warning");
    }

    @Test
    void health_names_the_agent_and_its_sessions() {
        wire.converse(session, "echo said before", fresh("run"));

        assertThat(says("health")).contains("Agents: main (default)", "Session store (main): ", key());
    }

    @Test
    void status_reaches_the_gateway() {
        assertThat(says("status")).contains("OpenClaw status", "ws://127.0.0.1:" + gateway.url().getPort(), "reachable").doesNotContain("unreachable");
    }

    @Test
    void agent_message_prints_the_answer() {
        assertThat(says("agent", "--agent", "main", "--message", "echo asked from a shell")).endsWith("asked from a shell\n").hasLineCount(1);
    }

    @Test
    void channels_status_asks_the_gateway() {
        assertThat(says("channels", "status")).contains("Gateway reachable");
    }

    @Test
    void models_list_shows_the_gateway_s_catalogue() {
        assertThat(says("models", "list")).contains("fake/fake-1", "fake/fake-2");
    }

    @Test
    void logs_shows_the_gateway_s_log() {
        assertThat(says("logs")).contains("Log file: " + gateway.home(), "listening on " + gateway.url());
    }

    @Test
    void devices_list_shows_what_is_paired() throws Exception {
        new Visitor().enters(gateway, "operator.read").close();

        assertThat(says("devices", "list")).contains("Paired (");
    }

    @Test
    void nodes_status_counts_the_nodes() {
        assertThat(says("nodes", "status")).contains("Known: 0", "Connected: 0");
    }

    private String says(String... words) {
        return assertThat(openclaw.says(words)).doesNotContain(COMPLAINTS).actual();
    }
}
