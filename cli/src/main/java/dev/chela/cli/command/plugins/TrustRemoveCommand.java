package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Trust a key no more. What it signed runs on until it is loaded the next time.")
final class TrustRemoveCommand extends Question {
    @Parameters(index = "0", paramLabel = "FINGERPRINT", description = "As chela plugins trust list shows it, or its first eight digits or more.")
    private String fingerprint;

    TrustRemoveCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.trust.remove", Json.object("fingerprint", fingerprint));
    }

    @Override
    protected String words(Json answer) {
        return "The key " + answer.at("key.fingerprint").text() + " is trusted no more.";
    }
}
