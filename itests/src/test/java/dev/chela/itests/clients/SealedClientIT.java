package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Pty;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** OpenClaw's clients over TLS, with a certificate that the gateway made for itself and they know by its fingerprint. */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedClientIT {
    private FakeModel model;
    private Gateway gateway;
    private String fingerprint = "";

    @BeforeAll
    void start() throws IOException {
        model = FakeModel.start();
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("gateway: {", "gateway: { tls: { enabled: true },"), Jdk.ofTheBuild());
        fingerprint = Files.readString(gateway.home().resolve("run/gateway.fingerprint")).strip();
    }

    @AfterAll
    void stop() {
        gateway.close();
        model.close();
    }

    @Test
    void the_published_client_takes_the_gateway_s_certificate_and_no_other() throws InterruptedException {
        try (Openclaw openclaw = Openclaw.beside(gateway);
                Pty client = Pty.start(openclaw.script("sealed.mjs", gateway.url().toString(), fingerprint))) {
            assertThat(client.awaitEnd()).as(client.seen()).isZero();
            assertThat(client.seen()).contains("hello 4", "final behind a seal").containsPattern("another certificate: .*fingerprint");
        }
    }

    @Test
    void the_command_line_finds_a_remote_gateway_by_its_fingerprint() {
        try (Openclaw openclaw = Openclaw.far(gateway, fingerprint)) {
            assertThat(openclaw.says("agent", "--agent", "main", "--message", "echo from afar")).contains("from afar");
        }
    }
}
