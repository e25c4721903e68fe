package dev.chela.cli.ask;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks, changes nothing, and shows the answer to people or to programs. */
public abstract class Question implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Access access;

    @Option(names = "--timeout", paramLabel = "MS", description = "How long to wait, in milliseconds.")
    private Long timeout;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    protected Question(Console console) {
        this.console = console;
    }

    /** Asks; the result is what --json prints. */
    protected abstract Json ask(Caller caller);

    /** The same in words. */
    protected abstract String words(Json answer);

    protected Role role() {
        return Role.oneShot(Role.READ);
    }

    /** How long to wait when nobody says. */
    protected Duration usualPatience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Integer call() {
        Duration patience = timeout == null ? usualPatience() : Duration.ofMillis(timeout);
        try (Caller caller = new Caller(access.connector(console), role(), patience)) {
            Json answer = ask(caller);
            console.out().println(json ? answer.pretty() : words(answer));
            return exitCode(answer);
        }
    }

    protected int exitCode(Json answer) {
        return 0;
    }

    protected Console console() {
        return console;
    }
}
