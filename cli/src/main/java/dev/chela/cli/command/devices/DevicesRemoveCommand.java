package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Forget a device; its connections end, and it has to ask to be let in again.")
final class DevicesRemoveCommand extends Question {
    @Parameters(index = "0", paramLabel = "DEVICE", description = "As chela devices list shows it.")
    private String device;

    DevicesRemoveCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("device.pair.remove", Json.object("deviceId", device));
    }

    @Override
    protected String words(Json answer) {
        return "Forgotten: device " + answer.get("deviceId").text() + ". Its connections are ended.";
    }
}
