package dev.chela.cli.command.pairing;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;

@Command(name = "reject", description = "Turn a person down, who hears nothing and cannot ask again for an hour.")
final class PairingRejectCommand extends PairingDecision {
    PairingRejectCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.PAIRING);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("channels.pairing.dismiss", request(caller));
    }

    @Override
    protected String words(Json answer) {
        return "Turned down: " + answer.get("senderId").text() + ".";
    }
}
