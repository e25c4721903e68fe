package dev.chela.cli.command.deliveries;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "dismiss", description = "Give it up; without a key all that did not arrive.")
final class DeliveriesDismissCommand extends DeliveriesChange {
    DeliveriesDismissCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("deliveries.dismiss", which());
    }

    @Override
    protected String words(Json answer) {
        return deliveries(answer.get("dismissed")) + " given up.";
    }
}
