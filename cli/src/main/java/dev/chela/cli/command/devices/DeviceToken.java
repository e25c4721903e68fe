package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Question;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Option;

/** A command about the token that a device has for one role. */
abstract class DeviceToken extends Question {
    @Option(names = "--device", paramLabel = "ID", required = true, description = "As chela devices list shows it.")
    private String device;

    @Option(names = "--role", paramLabel = "ROLE", defaultValue = "operator", description = "operator unless said otherwise.")
    private String role;

    DeviceToken(Console console) {
        super(console);
    }

    @Override
    protected final Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    final String device() {
        return device;
    }

    final String grantedAs() {
        return role;
    }
}
