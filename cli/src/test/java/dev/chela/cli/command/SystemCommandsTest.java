package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCommandsTest {
    private final StubGateway gateway = new StubGateway();
    private final AtomicReference<Json> params = new AtomicReference<>(Json.ABSENT);

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Cli.Result answered(String method, Json answer, String... words) {
        gateway.on(method, request -> {
            params.set(request.params());
            request.answer(answer);
        });
        return new Cli(home).run(gateway, words);
    }

    @Test
    void an_event_waits_for_the_next_heartbeat_unless_it_is_for_now() {
        assertThat(answered("wake", Json.object("ok", true), "system", "event", "--text", "The post is here.").out()).contains("Told.");
        assertThat(params.get().toString()).isEqualTo("{\"mode\":\"next-heartbeat\",\"text\":\"The post is here.\"}");
        Cli.Result refused = answered("wake", Json.object("ok", false, "reason", "too often"), "system", "event", "--text", "x", "--mode", "now",
                "--session-key", "main");
        assertThat(params.get().toString()).isEqualTo("{\"mode\":\"now\",\"text\":\"x\",\"sessionKey\":\"main\"}");
        assertThat(refused.out()).contains("Not now: too often.");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    @Test
    void heartbeats_are_stopped_and_begun_again() {
        assertThat(answered("set-heartbeats", Json.object("ok", true, "enabled", false), "system", "heartbeat", "disable").out()).contains("are off");
        assertThat(params.get().toString()).isEqualTo("{\"enabled\":false}");
        assertThat(answered("set-heartbeats", Json.object("ok", true, "enabled", true), "system", "heartbeat", "enable").out()).contains("are on");
        assertThat(new Cli(home).run(gateway, "system", "heartbeat", "race").err()).contains("\"race\" is none of last, enable and disable");
    }

    @Test
    void the_last_one_is_told_in_words() {
        assertThat(answered("last-heartbeat", Json.ABSENT, "system", "heartbeat", "last").out()).contains("There was no heartbeat yet.");
        assertThat(answered("last-heartbeat", Json.object("ts", 1_768_480_200_000L, "status", "sent", "agentId", "main", "to", "alice", "preview", "The ficus is dry."),
                "system", "heartbeat", "last").out()).contains("sent", "main", "alice", "The ficus is dry.");
    }
}
