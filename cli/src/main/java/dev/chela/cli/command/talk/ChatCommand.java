package dev.chela.cli.command.talk;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Access;
import dev.chela.cli.chat.Chat;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "chat", aliases = {"tui", "terminal"}, description = "Talk with an agent at the terminal.")
public final class ChatCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Access access;

    @Option(
            names = {"--session", "--session-key"},
            paramLabel = "KEY",
            defaultValue = "main",
            description = "The session; the default agent's main one when not given.")
    private String session;

    public ChatCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Chat chat = new Chat(console, access.connector(console), session);
        try {
            if (console.interactive()) {
                chat.atTerminal();
            } else {
                chat.fromPipe();
            }
        } catch (IOException e) {
            throw Failure.of("The terminal cannot be used: " + e.getMessage());
        }
        return 0;
    }
}
