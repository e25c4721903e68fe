package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Trust plugins that a key has signed: copies its certificate, or the public key, into trust/.")
final class TrustAddCommand extends Question {
    @Parameters(index = "0", paramLabel = "FILE", description = "X.509 certificate (PEM or DER) or public key (PEM), on the gateway's machine.")
    private Path file;

    TrustAddCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.trust.add", Json.object("path", file.toAbsolutePath().normalize().toString()));
    }

    @Override
    protected String words(Json answer) {
        return answer.get("keys").items().stream().map(TrustAddCommand::key).collect(Collectors.joining("\n"));
    }

    private static String key(Json key) {
        return "Plugins signed by the key " + key.get("fingerprint").text() + " are trusted now (" + key.get("name").text("a bare key") + ").";
    }
}
