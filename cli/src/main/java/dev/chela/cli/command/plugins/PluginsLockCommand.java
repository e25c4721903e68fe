package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "lock", description = "Write down which plugins there are, to the byte: chela plugins install --lock FILE makes the same elsewhere.")
final class PluginsLockCommand extends Question {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "What to write; standard output when it is not said.")
    private Path file;

    @Option(names = "--jars", paramLabel = "DIR", description = "Also copy the jars to this directory of the gateway's machine.")
    private Path jars;

    PluginsLockCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** Jars may be large, and disks slow. */
    @Override
    protected Duration usualPatience() {
        return Duration.ofSeconds(70);
    }

    @Override
    protected Json ask(Caller caller) {
        Json answer = caller.call("plugins.lock", Json.object("jars", jars == null ? null : jars.toAbsolutePath().normalize().toString()));
        if (file != null) {
            write(answer.get("lock").pretty() + System.lineSeparator());
        }
        return answer;
    }

    private void write(String lock) {
        try {
            Files.writeString(file, lock);
        } catch (IOException e) {
            throw Failure.of(file + " cannot be written: " + e);
        }
    }

    @Override
    protected String words(Json answer) {
        if (file == null) {
            return answer.get("lock").pretty();
        }
        int plugins = answer.get("lock").get("plugins").items().size();
        return file + " names " + plugins + (plugins == 1 ? " plugin" : " plugins") + (jars == null ? "." : ", whose jars lie in " + jars + ".");
    }
}
