package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "reject", description = "Turn a device's request down; it may ask again.")
final class DevicesRejectCommand extends Question {
    @Parameters(index = "0", paramLabel = "REQUEST", description = "As chela devices list shows it.")
    private String request;

    DevicesRejectCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.PAIRING);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("device.pair.reject", Json.object("requestId", request));
    }

    @Override
    protected String words(Json answer) {
        return "Turned down: device " + answer.get("deviceId").text() + ".";
    }
}
