package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code webhooks} of the command line. */
public final class WebhooksCommands {
    private WebhooksCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("Who is told of events.",
                new WebhooksListCommand(console),
                new WebhooksDeadCommand(console),
                new WebhooksReplayCommand(console),
                new WebhooksSkipCommand(console),
                new WebhooksTestCommand(console));
    }
}
