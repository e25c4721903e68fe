package dev.chela.cli.command.pairing;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Shut out a person who was let in.")
final class PairingRemoveCommand extends Question {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel, telegram for example.")
    private String channel;

    @Parameters(index = "1", paramLabel = "ID", description = "As chela pairing list shows it.")
    private String sender;

    @Option(names = "--account", paramLabel = "ID", defaultValue = "default", description = "The account of the channel.")
    private String account;

    PairingRemoveCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.PAIRING);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("channels.pairing.remove", Json.object("channel", channel, "accountId", account, "senderId", sender));
    }

    @Override
    protected String words(Json answer) {
        return "Shut out: " + answer.get("senderId").text() + ". This person has to ask again.";
    }
}
