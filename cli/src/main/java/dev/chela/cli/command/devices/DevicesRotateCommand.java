package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rotate", description = "Make a device's token worthless; it is given another when it next shows the gateway's secret.")
final class DevicesRotateCommand extends DeviceToken {
    @Option(names = "--scope", paramLabel = "SCOPE", description = "What it may do from now on, no more than before; may be repeated.")
    private List<String> scopes = List.of();

    DevicesRotateCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("device.token.rotate", Json.object(
                "deviceId", device(), "role", grantedAs(), "scopes", scopes.isEmpty() ? null : scopes));
    }

    @Override
    protected String words(Json answer) {
        return "The token of device " + answer.get("deviceId").text() + " is worthless now, and its connections are ended."
                + " It is given another when it next shows the gateway's secret.";
    }
}
