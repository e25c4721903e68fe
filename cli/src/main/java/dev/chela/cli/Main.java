package dev.chela.cli;

import dev.chela.cli.command.Root;
import dev.chela.cli.target.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the command line starts. */
public final class Main {
    private Main() {}

    public static void main(String... words) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        boolean terminal = Tty.isThere();
        boolean interactive = terminal && !surroundings.variable("TERM").orElse("dumb").equals("dumb");
        try (PrintStream out = stream(FileDescriptor.out);
                PrintStream err = stream(FileDescriptor.err)) {
            Console console = new Console(
                    System.in, out, err, Style.of(surroundings, terminal), interactive, surroundings, Interrupts.ofThisProcess());
            int exitCode = Root.run(console, words);
            out.flush();
            err.flush();
            System.exit(exitCode);
        }
    }

    /** UTF-8 whatever the locale: an assistant's answer holds every script, and "?" helps nobody. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
