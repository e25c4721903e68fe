package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "revoke", description = "Take a device's token away; its connections end, and it has to ask to be let in again.")
final class DevicesRevokeCommand extends DeviceToken {
    DevicesRevokeCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("device.token.revoke", Json.object("deviceId", device(), "role", grantedAs()));
    }

    @Override
    protected String words(Json answer) {
        return "Revoked: device " + answer.get("deviceId").text() + " as " + answer.get("role").text() + ". Its connections are ended.";
    }
}
