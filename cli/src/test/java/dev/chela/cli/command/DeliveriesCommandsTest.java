package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesCommandsTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String run(String... words) {
        Cli.Result result = new Cli(home).run(gateway, words);
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    @Test
    void list_shows_what_was_to_be_said_to_whom_and_why_it_was_not() {
        Json one = Json.object("key", "run-1:1", "channel", "telegram", "accountId", "work", "to", "42", "kind", "post", "text", "hello", "state", "rejected",
                "attempts", 3, "error", "FORBIDDEN: the bot was blocked", "queuedAt", 0);
        gateway.on("deliveries.list", request -> request.answer(Json.object("deliveries",
                request.params().get("waiting").isTrue() ? List.of() : List.of(one))));
        assertThat(run("deliveries")).contains("run-1:1", "telegram/work", "post: hello", "the bot was blocked");
        assertThat(run("deliveries", "list", "--waiting")).contains("Nothing waits.");
    }

    @Test
    void resend_and_dismiss_take_one_or_all() {
        gateway.on("deliveries.resend", request -> request.answer(Json.object("resent", request.params().get("key").text().equals("run-1:1") ? 1 : 4)));
        gateway.on("deliveries.dismiss", request -> request.answer(Json.object("dismissed", request.params().get("key").text().equals("run-1:1") ? 1 : 7)));
        assertThat(run("deliveries", "resend", "run-1:1")).contains("1 delivery on the way again.");
        assertThat(run("deliveries", "resend")).contains("4 deliveries");
        assertThat(run("deliveries", "dismiss", "run-1:1")).contains("1 delivery given up.");
        assertThat(run("deliveries", "dismiss")).contains("7 deliveries");
    }
}
