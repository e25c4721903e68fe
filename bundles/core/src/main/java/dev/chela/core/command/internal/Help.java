package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code /help}: what one can order. The book holds it itself, since a service that lists the book could not be in it. */
final class Help implements Command {
    private final Supplier<List<CommandInfo>> commands;

    Help(Supplier<List<CommandInfo>> commands) {
        this.commands = commands;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("help", List.of("commands"), "Shows what you can order", false);
    }

    @Override
    public String run(CommandCall call) {
        return commands.get().stream()
                .map(info -> "/" + info.name() + (info.acceptsArgs() ? " …" : "") + "  " + info.description())
                .collect(Collectors.joining("\n"));
    }
}
