package dev.chela.console.socket;

import dev.chela.cli.Console;
import dev.chela.cli.Style;
import dev.chela.cli.command.Root;
import dev.chela.cli.target.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The command line's own client, run in the test. */
final class Client {
    private Client() {}

    record Result(int exitCode, String out, String err) {}

    static Result run(Path home, InputStream in, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                in, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), Style.PLAIN,
                false, new Surroundings(Map.of("CHELA_HOME", home.toString()), home), action -> () -> {});
        int code = Root.run(console, words);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
