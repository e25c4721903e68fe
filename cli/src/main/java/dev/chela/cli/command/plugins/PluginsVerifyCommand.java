package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "verify", description = "Tell whether this gateway would take a jar, a .kar or a feature file, and if not, why; nothing of it runs. Exits with 1 if not.")
final class PluginsVerifyCommand extends Question {
    @Mixin
    private Jar jar;

    PluginsVerifyCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** A swap that is under way ends first. */
    @Override
    protected Duration usualPatience() {
        return Duration.ofSeconds(70);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.verify", jar.params(null));
    }

    @Override
    protected String words(Json answer) {
        return new OutlookWords(console(), answer).toString();
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("ok").isTrue() ? 0 : 1;
    }
}
