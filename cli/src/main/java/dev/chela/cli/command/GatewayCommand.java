package dev.chela.cli.command;

import dev.chela.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What one does to a gateway over its socket; run, start, stop and restart belong to the launcher, which starts processes. */
@Command(name = "gateway", description = "Ask a gateway how it is, or call one of its methods.")
final class GatewayCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private GatewayCommand() {}

    static CommandLine line(Console console) {
        return new CommandLine(new GatewayCommand())
                .addSubcommand(new CallCommand(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "gateway needs a word more: call");
    }
}
