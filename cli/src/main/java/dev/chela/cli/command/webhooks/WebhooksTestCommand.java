package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import java.time.Duration;
import picocli.CommandLine.Command;

@Command(name = "test", description = "Post a webhook.test to an endpoint, once, and show what it answers.")
final class WebhooksTestCommand extends WebhookChange {
    WebhooksTestCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("webhooks.test", Json.object("endpoint", endpoint()));
    }

    /** As long as the endpoint may take. */
    @Override
    protected Duration usualPatience() {
        return Duration.ofSeconds(130);
    }

    @Override
    protected String words(Json answer) {
        return answer.get("delivered").isTrue() ? endpoint() + " took it, with status " + answer.get("status").text() + "."
                : endpoint() + " did not take it: " + answer.get("error").text();
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("delivered").isTrue() ? 0 : 1;
    }
}
