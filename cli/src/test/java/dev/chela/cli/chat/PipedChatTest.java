package dev.chela.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipedChatTest {
    @TempDir
    private Path home;

    @Test
    void each_line_is_a_message_and_waits_for_the_answer_to_the_last() {
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer("chat.history", Json.object("sessionKey", "agent:main:main", "messages", List.of()));
            gateway.on("chat.send", PipedChatTest::echo);

            Cli.Result result = new Cli(home).typing("one\ntwo\n/quit\nthree\n").run(gateway, "chat");

            assertThat(result.out()).isEqualTo("> one\nYou said one\n> two\nYou said two\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    private static void echo(StubGateway.Request request) {
        Json run = request.params().get("idempotencyKey");
        request.answer(Json.object("runId", run, "status", "started"));
        Json message = Json.object("role", "assistant", "content", "You said " + request.params().get("message").text());
        request.peer().send(Json.object("type", "event", "event", "chat", "payload",
                Json.object("runId", run, "sessionKey", "agent:main:main", "state", "final", "message", message)));
    }

    @Test
    void a_connection_that_breaks_before_the_answer_is_a_failure() {
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer("chat.history", Json.object("sessionKey", "agent:main:main", "messages", List.of()));
            gateway.on("chat.send", request -> gateway.drop(1012, "service restart"));

            Cli.Result result = new Cli(home).typing("one\n").run(gateway, "chat");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("1012: service restart", "before its answer was complete");
        }
    }
}
