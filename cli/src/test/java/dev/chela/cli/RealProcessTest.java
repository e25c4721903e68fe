package dev.chela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.StubGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RealProcessTest {
    @TempDir
    private Path home;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_real_ctrl_c_aborts_the_run_and_ends_with_the_shells_code() throws Exception {
        try (StubGateway gateway = new StubGateway()) {
            gateway.on("agent", request -> request.answer(Json.object("runId", "r", "status", "accepted")));
            gateway.answer("chat.abort", Json.object("ok", true, "aborted", true));
            // A shell starts what it runs in the background with the signal ignored, which a build would pass on.
            Process agent = new ProcessBuilder(
                            "env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp", System.getProperty("java.class.path"),
                            "dev.chela.cli.Main", "agent", "--message", "work for long",
                            "--port", String.valueOf(gateway.port()), "--token", StubGateway.TOKEN)
                    .redirectErrorStream(true)
                    .start();
            gateway.next("agent");
            new ProcessBuilder("kill", "-INT", String.valueOf(agent.pid())).start().waitFor();

            assertThat(gateway.next("chat.abort").params().get("sessionKey").text()).isEqualTo("agent:main:main");
            assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(agent.exitValue()).isEqualTo(130);
            assertThat(new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("Stopped.");
        }
    }
}
