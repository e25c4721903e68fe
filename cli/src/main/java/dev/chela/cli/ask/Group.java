package dev.chela.cli.ask;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that means something only with a second one. */
@Command(synopsisSubcommandLabel = "COMMAND")
public final class Group implements Runnable {
    @Spec
    private CommandSpec spec;

    private Group() {}

    public static CommandLine of(String description, Object... commands) {
        CommandLine line = new CommandLine(new Group());
        line.getCommandSpec().usageMessage().description(description);
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line;
    }

    @Override
    public void run() {
        String words = spec.subcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
        throw new ParameterException(spec.commandLine(), spec.name() + " needs a word more: " + words);
    }
}
