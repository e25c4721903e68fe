package dev.chela.cli.command.dev;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.Interrupts;
import dev.chela.cli.ask.Access;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.wire.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dev", description = "Build a plugin and put it into the running gateway, and again whenever its sources are saved, until Ctrl-C.")
final class DevCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final String[] BUILD = {"-q", "-B", "-Dmaven.test.skip=true", "package"};

    private final Console console;

    @Mixin
    private Access access;

    @Parameters(index = "0", paramLabel = "DIR", defaultValue = ".", description = "The plugin's folder, with its pom.xml; this one when not said.")
    private Path folder;

    @Option(names = "--once", description = "Build and install it once, and end; with 1 when that failed.")
    private boolean once;

    DevCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path project = folder.toAbsolutePath().normalize();
        if (!Files.exists(project.resolve("pom.xml"))) {
            throw Failure.usage(project + " has no pom.xml. Begin a plugin with: chela dev new tool NAME");
        }
        try (Maven maven = new Maven(Tools.of(console).maven()); SourceWatch watch = new SourceWatch(project);
                Interrupts.Registration interrupt = console.interrupts().onInterrupt(watch::close)) {
            boolean well = round(maven, project);
            for (Optional<Path> saved = next(watch); saved.isPresent(); saved = next(watch)) {
                console.out().println(saved.get().getFileName() + " was saved");
                round(maven, project);
            }
            return well || !once ? 0 : Failure.FAILED;
        }
    }

    private Optional<Path> next(SourceWatch watch) {
        return once ? Optional.empty() : watch.saved();
    }

    /** What is wrong is told, and mended by the next save. */
    private boolean round(Maven maven, Path project) {
        long began = System.nanoTime();
        Optional<String> wrong = maven.run(project, BUILD);
        if (wrong.isPresent()) {
            console.err().println("error: it does not build\n" + wrong.get());
            return false;
        }
        long built = System.nanoTime();
        try {
            String what = install(jar(project));
            console.out().println(what + " is in place: built in " + seconds(built - began) + ", installed in " + seconds(System.nanoTime() - built));
            return true;
        } catch (Failure refused) {
            console.err().println("error: " + refused.getMessage());
            return false;
        }
    }

    private String install(Path jar) {
        try (Caller caller = new Caller(access.connector(console), Role.oneShot(Role.ADMIN), PATIENCE)) {
            return new Installation(console).of(jar, caller);
        }
    }

    private static Path jar(Path project) {
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> Failure.of(project.resolve("target") + " has no jar after the build; the packaging in pom.xml must be jar."));
        } catch (IOException e) {
            throw Failure.of(project.resolve("target") + " cannot be read: " + e.getMessage());
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
