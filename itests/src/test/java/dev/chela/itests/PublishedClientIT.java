package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenClaw's own client library, as it is published, against our gateway. */
@Tag("clients")
class PublishedClientIT {
    private static final Path CLIENTS = Path.of(System.getProperty("chela.clients"));
    private static final Path SCRIPT = Path.of("src/test/node/one-turn.mjs");

    @Test
    void openclaw_s_client_connects_and_holds_one_turn() throws Exception {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(model.v1())) {
            assertThat(run(gateway, "count 5")).contains("hello 4").contains("final 1 2 3 4 5").contains("stopped");
        }
    }

    /** Beside the packages, since Node looks for a module's imports from where the module lies. */
    private static String run(Gateway gateway, String message) throws IOException, InterruptedException {
        Path script = Files.copy(SCRIPT, CLIENTS.resolve("one-turn.mjs"), StandardCopyOption.REPLACE_EXISTING);
        Path out = CLIENTS.resolve("one-turn.out");
        ProcessBuilder builder = new ProcessBuilder("node", script.toString(), gateway.url().toString(), message);
        builder.environment().put("CHELA_TEST_TOKEN", Gateway.TOKEN);
        Process node = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).as("the client ends; it said: %s", Files.readString(out)).isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(node.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
