package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "install", description = "Install a jar from the gateway's machine, an address or a Maven repository, or put it in the place of the plugin's other build; or make the whole set.")
final class PluginsInstallCommand extends PluginsJarVerb {
    /** Jars are fetched, and calls in what goes end first. */
    private static final Duration MANY = Duration.ofMinutes(15);

    @Option(names = "--update", description = "Only if the plugin is there already, in its place: the same as chela plugins upgrade.")
    private boolean update;

    @Mixin
    private LockOrder lock;

    PluginsInstallCommand(Console console) {
        super(console);
    }

    @Override
    protected String mode() {
        return update ? "update" : "install";
    }

    @Override
    protected Duration usualPatience() {
        return lock.isGiven() ? MANY : super.usualPatience();
    }

    @Override
    protected Json ask(Caller caller) {
        if (!lock.isGiven()) {
            return super.ask(caller);
        }
        if (jar().isGiven()) {
            throw Failure.usage("Either a JAR or --lock FILE, not both.");
        }
        return caller.call("plugins.lock.apply", lock.params(isDry()));
    }

    @Override
    protected String words(Json answer) {
        return lock.isGiven() ? lock.words(answer) : super.words(answer);
    }
}
