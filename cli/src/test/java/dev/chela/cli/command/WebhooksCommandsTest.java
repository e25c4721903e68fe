package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksCommandsTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Cli.Result run(String... words) {
        return new Cli(home).run(gateway, words);
    }

    private Json asked(String method, Json answer, String said, String... words) {
        AtomicReference<Json> params = new AtomicReference<>(Json.ABSENT);
        gateway.on(method, request -> {
            params.set(request.params());
            request.answer(answer);
        });
        Cli.Result result = run(words);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains(said);
        return params.get();
    }

    @Test
    void list_shows_how_each_endpoint_fares() {
        Json endpoint = Json.object("name", "crm", "url", "https://crm.example", "configured", true, "enabled", true, "events", List.of("tool", "session.*"),
                "pending", 3, "dead", 1, "lost", 0, "lastError", "it answered 500");
        gateway.on("webhooks.list", request -> request.answer(Json.object("endpoints", List.of(endpoint))));
        assertThat(run("webhooks").out()).contains("crm", "https://crm.example", "tool,session.*", "it answered 500");
    }

    @Test
    void dead_shows_what_holds_which_conversation() {
        Json letter = Json.object("endpoint", "crm", "id", "evt_1", "type", "tool.result", "sessionKey", "agent:main:main", "attempts", 20, "held", 4,
                "error", "it answered 500", "at", 0);
        asked("webhooks.deadLetters", Json.object("deadLetters", List.of(letter)), "evt_1", "webhooks", "dead", "crm");
    }

    @Test
    void replay_and_skip_take_one_event_or_all_dead_ones() {
        Json one = asked("webhooks.replay", Json.object("replayed", 1), "1 event on the way", "webhooks", "replay", "crm", "evt_1");
        assertThat(one.toString()).isEqualTo("{\"endpoint\":\"crm\",\"id\":\"evt_1\"}");
        Json since = asked("webhooks.replay", Json.object("replayed", 7), "7 events", "webhooks", "replay", "crm", "--since", "2026-01-01T00:00:00Z");
        assertThat(since.toString()).isEqualTo("{\"endpoint\":\"crm\",\"since\":1767225600000}");
        Json all = asked("webhooks.skip", Json.object("skipped", 2), "2 events given up", "webhooks", "skip", "crm");
        assertThat(all.toString()).isEqualTo("{\"endpoint\":\"crm\"}");
    }

    @Test
    void test_fails_when_the_endpoint_did_not_take_it() {
        gateway.on("webhooks.test", request -> request.answer(Json.object("delivered", false, "id", "evt_1", "error", "it answered 401")));
        Cli.Result result = run("webhooks", "test", "crm");
        assertThat(result.out()).contains("401");
        assertThat(result.exitCode()).isEqualTo(1);
    }
}
