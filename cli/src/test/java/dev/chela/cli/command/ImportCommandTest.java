package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path home;

    @Test
    void shows_what_came_what_was_left_and_why() {
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer("import.openclaw", Json.object("dir", "/old", "dryRun", true,
                    "counts", List.of(Json.object("kind", "sessions", "brought", 12, "there", 3, "left", 1)),
                    "left", List.of(Json.object("kind", "sessions", "what", "agent:main:x", "why", "has begun here already")),
                    "more", 7, "notes", List.of("this report: /r.json")));
            Cli.Result said = new Cli(home).run(gateway, "import", "openclaw", "/old/../old", "--dry-run");
            assertThat(said.out()).contains("12", "WOULD COME", "agent:main:x", "has begun here already", "7 more", "/r.json", "Nothing was written");
            assertThat(gateway.next("import.openclaw").params()).isEqualTo(Json.object("dir", "/old", "dryRun", true));
            new Cli(home).run(gateway, "import", "openclaw");
            assertThat(gateway.next("import.openclaw").params()).isEqualTo(Json.object("dryRun", false));
        }
    }
}
