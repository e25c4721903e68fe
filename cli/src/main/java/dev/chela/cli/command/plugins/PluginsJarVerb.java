package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A jar put into place, or told what that would do. */
abstract class PluginsJarVerb extends Question {
    @Mixin
    private Jar jar;

    @Option(names = "--dry-run", description = "Only tell what would be done: what it replaces, in which steps, and what waits meanwhile.")
    private boolean dry;

    PluginsJarVerb(Console console) {
        super(console);
    }

    final Jar jar() {
        return jar;
    }

    final boolean isDry() {
        return dry;
    }

    /** {@code install} or {@code update}. */
    abstract String mode();

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** Calls that are under way end first. */
    @Override
    protected Duration usualPatience() {
        return Duration.ofSeconds(70);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call(dry ? "plugins.plan" : "plugins.install", jar.params(mode()));
    }

    private static String more(Json answer) {
        return answer.get("warnings").items().stream().map(also -> "\n" + also.text()).collect(Collectors.joining());
    }

    @Override
    protected String words(Json answer) {
        return dry ? new OutlookWords(console(), answer).toString() : PluginsVerb.now(answer) + " is in place." + more(answer);
    }
}
