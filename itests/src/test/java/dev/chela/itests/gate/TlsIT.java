package dev.chela.itests.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The assembled gateway with a certificate of its own making, and the command line that knows it. */
class TlsIT {
    @Test
    void serves_tls_with_a_certificate_of_its_own_that_its_command_line_knows_and_no_other() throws Exception {
        try (FakeModel model = FakeModel.start();
                Gateway gateway = Gateway.start(Gateway.settings(model.v1()).replace("gateway: {", "gateway: { tls: { enabled: true },"),
                        Jdk.ofTheBuild())) {
            assertThat(gateway.url().getScheme()).isEqualTo("wss");
            assertThat(gateway.link().getScheme()).isEqualTo("https");
            assertThat(chela(gateway, 0, "status")).contains(gateway.url().toString(), "fake/fake-1");
            assertThat(chela(gateway, 0, "agent", "--message", "echo behind a seal")).isEqualTo("behind a seal\n");
            Path fingerprint = gateway.home().resolve("run/gateway.fingerprint");
            Files.writeString(fingerprint, Files.readString(fingerprint).replaceFirst("^..", "00"));
            assertThat(chela(gateway, 1, "status")).contains("not the gateway's of this home");
        }
    }

    private static String chela(Gateway gateway, int exit, String... command) throws IOException, InterruptedException {
        Process process = gateway.launcher(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(words).isEqualTo(exit);
        return words;
    }
}
