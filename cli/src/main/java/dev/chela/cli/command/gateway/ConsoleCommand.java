package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.console.Remote;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "console",
        description = {
            "Open the console inside the gateway (Karaf's shell), for the user that the gateway runs as.",
            "With words: run them as one command line. With a pipe: run each line of it."
        },
        footer = {"", "  chela console 'chela:sessions'", "  echo chela:tools | chela console"})
public final class ConsoleCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "A command line, such as: chela:status")
    private List<String> words = List.of();

    private ConsoleCommand(Console console) {
        this.console = console;
    }

    public static CommandLine line(Console console) {
        // What stands behind the first word, flags too, belongs to the command inside.
        return new CommandLine(new ConsoleCommand(console)).setStopAtPositional(true);
    }

    @Override
    public Integer call() {
        Remote remote = new Remote(console);
        try {
            if (!words.isEmpty()) {
                return remote.command(String.join(" ", words));
            }
            return console.interactive() ? remote.shell() : remote.script();
        } catch (IOException e) {
            throw Failure.of("The console failed: " + e.getMessage() + ".");
        }
    }
}
