package dev.chela.cli.command.deliveries;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "resend", description = {"Send it again; without a key all that were rejected.",
    "One in doubt may have arrived, and goes out a second time only when it is named."})
final class DeliveriesResendCommand extends DeliveriesChange {
    DeliveriesResendCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("deliveries.resend", which());
    }

    @Override
    protected String words(Json answer) {
        return deliveries(answer.get("resent")) + " on the way again.";
    }
}
