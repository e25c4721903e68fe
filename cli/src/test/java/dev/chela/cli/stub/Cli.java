package dev.chela.cli.stub;

import dev.chela.cli.Console;
import dev.chela.cli.Interrupts;
import dev.chela.cli.Style;
import dev.chela.cli.command.Root;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.target.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs command lines inside the test, with a home of its own. */
public final class Cli {
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private final BlockingQueue<Runnable> interrupts = new LinkedBlockingQueue<>();
    private String typed = "";

    public Cli(Path home) {
        this.home = home;
        variables.put("CHELA_HOME", home.toString());
    }

    /** What a command left behind. */
    public record Result(int exitCode, String out, String err) {
        /** Standard output, which must be exactly one JSON document. */
        public Json json() {
            try {
                return JsonText.parse(out);
            } catch (MalformedJson e) {
                throw new AssertionError(e.where() + " in: " + out);
            }
        }
    }

    public Cli with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** What the command finds on its standard input. */
    public Cli typing(String text) {
        typed = text;
        return this;
    }

    public Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Interrupts pressed = action -> {
            interrupts.add(action);
            return () -> interrupts.remove(action);
        };
        Console console = new Console(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Style.PLAIN,
                false,
                new Surroundings(variables, home),
                pressed);
        int exitCode = Root.run(console, words);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same, against a gateway of the test, with the right token. */
    public Result run(StubGateway gateway, String... words) {
        return run(Stream.concat(
                        Arrays.stream(words),
                        Stream.of("--port", String.valueOf(gateway.port()), "--token", StubGateway.TOKEN))
                .toArray(String[]::new));
    }

    public CompletableFuture<Result> start(StubGateway gateway, String... words) {
        return CompletableFuture.supplyAsync(() -> run(gateway, words));
    }

    /** Presses Ctrl-C, once the command is there to hear it. */
    public void interrupt() throws InterruptedException {
        interrupts.poll(60, TimeUnit.SECONDS).run();
    }
}
