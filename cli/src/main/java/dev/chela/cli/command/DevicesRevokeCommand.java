package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "revoke", description = "Take a device's token away; its connections end, and it has to ask to be let in again.")
final class DevicesRevokeCommand extends DeviceToken {
    DevicesRevokeCommand(Console console) {
        super(console);
    }

    @Override
    Json ask(Caller caller) {
        return caller.call("device.token.revoke", Json.object("deviceId", device(), "role", grantedAs()));
    }

    @Override
    String words(Json answer) {
        return "Revoked: device " + answer.get("deviceId").text() + " as " + answer.get("role").text() + ". Its connections are ended.";
    }
}
