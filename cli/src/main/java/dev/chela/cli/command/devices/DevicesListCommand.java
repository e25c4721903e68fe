package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the devices that may connect, and those that ask to.")
final class DevicesListCommand extends Question {
    DevicesListCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.PAIRING);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("device.pair.list", Json.object());
    }

    @Override
    protected String words(Json answer) {
        Table asking = new Table(console(), "REQUEST", "DEVICE", "FROM", "ASKED", "WANTS");
        for (Json request : answer.get("pending").items()) {
            asking.row(request.get("requestId").text(), name(request), request.get("remoteIp").text(), Times.since(request.get("ts")),
                    scopes(request));
        }
        Table paired = new Table(console(), "DEVICE", "NAME", "SEEN", "MAY");
        for (Json device : answer.get("paired").items()) {
            paired.row(device.get("deviceId").text(), name(device),
                    device.get("connected").isTrue() ? "now" : Times.since(device.get("lastSeenAtMs")), scopes(device));
        }
        String known = paired.or("No devices are paired.");
        return answer.get("pending").items().isEmpty() ? known
                : asking + "\nTo let one in: chela devices approve REQUEST\n\n" + known;
    }

    private static String name(Json row) {
        return row.get("label").text(row.get("displayName").text(row.get("clientId").text()));
    }

    private static String scopes(Json row) {
        return row.get("scopes").items().stream().map(Json::text).collect(Collectors.joining(" "));
    }
}
