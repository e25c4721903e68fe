package dev.chela.cli.command.pairing;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "approve", description = "Let a person in who was told a code.")
final class PairingApproveCommand extends PairingDecision {
    @Option(names = "--notify", description = "Tell the person.")
    private boolean tell;

    @Option(names = "--owner", description = "This is me: I may do what only the owner may.")
    private boolean owner;

    PairingApproveCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return owner ? Role.oneShot(Role.ADMIN) : Role.oneShot(Role.PAIRING);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("channels.pairing.approve", request(caller, "notify", tell, "bootstrapCommandOwner", owner));
    }

    @Override
    protected String words(Json answer) {
        String said = "Let in: " + answer.get("senderId").text() + ".";
        return switch (answer.get("commandOwnerBootstrap").text()) {
            case "configured" -> said + " This is the owner over channels now.";
            case "already-configured" -> said + " The owner over channels is somebody else: commands.ownerAllowFrom says who.";
            case "unavailable" -> said + " The configuration could not be written; add the id to commands.ownerAllowFrom by hand.";
            default -> said;
        };
    }
}
