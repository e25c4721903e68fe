package dev.chela.cli.command.dev;

import dev.chela.cli.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "new", description = "Begin a plugin: a folder that builds, with a test that every plugin of its kind passes.")
final class DevNewCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "KIND", description = "tool, hook, model or channel.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Such as rain-radar.")
    private String name;

    @Parameters(index = "2", arity = "0..1", paramLabel = "DIR", description = "Where to; a folder of that name, here, when not said.")
    private Path folder;

    @Option(names = "--package", paramLabel = "NAME", defaultValue = "", description = "The Java package; org.example.NAME when not said.")
    private String ofPackage;

    DevNewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PluginName named = PluginName.of(name, ofPackage);
        Path to = (folder == null ? Path.of(name) : folder).toAbsolutePath().normalize();
        Archetype.of(Tools.of(console).sources().resolve("archetype"), kind).write(named, to);
        console.out().println("A " + kind + " named " + name + " is in " + to + ".\n\n"
                + "  chela dev " + typed(to) + "   builds it, puts it into the running gateway, and again whenever you save\n"
                + "  mvn verify        in that folder runs its tests");
        return 0;
    }

    /** As a shell takes it for one word. */
    private static String typed(Path folder) {
        String path = folder.toString();
        return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
