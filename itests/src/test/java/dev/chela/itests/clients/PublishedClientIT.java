package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Pty;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.socket.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenClaw's own client library, as it is published, against our gateway. */
@Tag("clients")
class PublishedClientIT {
    private FakeModel model;
    private Gateway gateway;
    private Openclaw openclaw;

    @BeforeEach
    void start() {
        model = FakeModel.start();
        // The same port after a restart, as for anybody.
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("port: 0", "port: " + Ports.free()), Jdk.ofTheBuild());
        openclaw = Openclaw.beside(gateway);
    }

    @AfterEach
    void stop() {
        openclaw.close();
        gateway.close();
        model.close();
    }

    @Test
    void it_connects_asks_is_refused_by_name_and_hears_a_turn_stream_in() throws InterruptedException {
        try (Pty client = Pty.start(openclaw.script("one-turn.mjs", gateway.url().toString(), "count 30 [delay=20]"))) {
            assertThat(client.awaitEnd()).as(client.seen()).isZero();
            assertThat(client.seen()).contains("hello 4", "health true", "final 1 2 3 4 5", "29 30", "streamed true", "history 2", "stopped")
                    .contains("refused INVALID_REQUEST unknown method: no.such.method").doesNotContain("gap");
        }
    }

    @Test
    void its_device_is_paired_at_once_on_this_machine_and_comes_back_by_its_own_token() throws InterruptedException {
        try (Pty client = Pty.start(openclaw.script("pairing.mjs", gateway.url().toString()))) {
            assertThat(client.awaitEnd()).as(client.seen()).isZero();
            assertThat(client.seen()).contains("paired operator.pairing operator.read operator.write", "listed true", "again operator true",
                    "a stranger is refused: unauthorized");
        }
    }

    @Test
    void it_comes_back_by_itself_after_a_restart_and_goes_on() throws InterruptedException {
        try (Pty client = Pty.start(openclaw.script("reconnect.mjs", gateway.url().toString()))) {
            client.await("final before the restart");

            gateway.stop();
            gateway.start();

            assertThat(client.awaitEnd()).as(client.seen()).isZero();
            assertThat(client.seen()).contains("connected again", "final after the restart", "history [\"before the restart\",\"after the restart\"]", "stopped")
                    .doesNotContain("gap");
        }
    }
}
