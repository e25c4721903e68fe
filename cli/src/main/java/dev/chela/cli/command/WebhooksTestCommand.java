package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import java.time.Duration;
import picocli.CommandLine.Command;

@Command(name = "test", description = "Post a webhook.test to an endpoint, once, and show what it answers.")
final class WebhooksTestCommand extends WebhookChange {
    WebhooksTestCommand(Console console) {
        super(console);
    }

    @Override
    Json ask(Caller caller) {
        return caller.call("webhooks.test", Json.object("endpoint", endpoint()));
    }

    /** As long as the endpoint may take. */
    @Override
    Duration usualPatience() {
        return Duration.ofSeconds(130);
    }

    @Override
    String words(Json answer) {
        return answer.get("delivered").isTrue() ? endpoint() + " took it, with status " + answer.get("status").text() + "."
                : endpoint() + " did not take it: " + answer.get("error").text();
    }

    @Override
    int exitCode(Json answer) {
        return answer.get("delivered").isTrue() ? 0 : 1;
    }
}
