package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Question;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Parameters;

/** A command that does something for one endpoint of the webhooks. */
abstract class WebhookChange extends Question {
    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "As chela webhooks list shows it.")
    private String endpoint;

    WebhookChange(Console console) {
        super(console);
    }

    final String endpoint() {
        return endpoint;
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    static String events(long count) {
        return count + (count == 1 ? " event" : " events");
    }
}
