package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.Comparator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "approve", description = "Let a device in, with all that it asks for.")
final class DevicesApproveCommand extends Question {
    @Parameters(index = "0", paramLabel = "REQUEST", arity = "0..1", defaultValue = "", description = "As chela devices list shows it.")
    private String request;

    @Option(names = "--latest", description = "Whichever asked last.")
    private boolean latest;

    DevicesApproveCommand(Console console) {
        super(console);
    }

    /** Nobody gives away more than they may do themselves, and the device may ask for everything. */
    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        if (latest == request.isEmpty()) {
            return caller.call("device.pair.approve", Json.object("requestId", latest ? newest(caller) : request));
        }
        throw Failure.usage("Say which request, as chela devices list shows it, or --latest");
    }

    private static String newest(Caller caller) {
        return caller.call("device.pair.list", Json.object()).get("pending").items().stream()
                .max(Comparator.comparing(asked -> asked.get("ts").number().orElse(0L))).map(asked -> asked.get("requestId").text())
                .orElseThrow(() -> Failure.of("No device asks to be let in. A request lives five minutes: let the device connect again."));
    }

    @Override
    protected String words(Json answer) {
        return "Approved: device " + answer.at("device.deviceId").text() + " may connect now.";
    }
}
