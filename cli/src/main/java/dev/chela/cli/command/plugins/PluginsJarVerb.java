package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A jar put into place, or told what that would do. */
abstract class PluginsJarVerb extends Question {
    private static final String WEB = "(?i)https?://.*";

    @Parameters(index = "0", paramLabel = "JAR", description = "The file, on the gateway's machine, or the address of one.")
    private String jar;

    @Option(names = "--sha256", paramLabel = "HEX", description = "What the file at an address must be, to the byte: 64 digits that its publisher tells.")
    private String sha256;

    @Option(names = "--dry-run", description = "Only tell what would be done: what it replaces, in which steps, and what waits meanwhile.")
    private boolean dry;

    PluginsJarVerb(Console console) {
        super(console);
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
        return caller.call(dry ? "plugins.plan" : "plugins.install", jar.matches(WEB) ? fromTheWeb() : fromHere());
    }

    private Json fromTheWeb() {
        if (sha256 == null) {
            throw Failure.usage("What lies at an address is installed only if it is what you mean: say its --sha256.");
        }
        return Json.object("source", "url", "url", jar, "sha256", sha256, "mode", mode());
    }

    private Json fromHere() {
        return Json.object("source", "local", "path", Path.of(jar).toAbsolutePath().normalize().toString(), "sha256", sha256, "mode", mode());
    }

    @Override
    protected String words(Json answer) {
        return dry ? new OutlookWords(console(), answer).toString() : PluginsVerb.now(answer) + " is in place.";
    }
}
