package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsCleanupCommandTest {
    @TempDir
    private Path home;

    @Test
    void says_what_would_be_done_and_does_it_when_it_is_told_to() {
        try (StubGateway gateway = new StubGateway()) {
            Json tidied = Json.object("agentId", "main", "archived", List.of("a", "b"), "deleted", List.of(), "removedTranscripts", 1, "removedBytes", 4096);
            gateway.answer("sessions.cleanup", Json.object("dryRun", true, "agents", List.of(tidied)));
            Cli.Result said = new Cli(home).run(gateway, "sessions", "cleanup");
            assertThat(said.out()).contains("main", "2", "4096", "Nothing was done");
            assertThat(gateway.next("sessions.cleanup").params()).isEqualTo(Json.object("allAgents", true, "enforce", false));
            new Cli(home).run(gateway, "sessions", "cleanup", "--agent", "main", "--enforce");
            assertThat(gateway.next("sessions.cleanup").params()).isEqualTo(Json.object("agent", "main", "allAgents", false, "enforce", true));
        }
    }
}
