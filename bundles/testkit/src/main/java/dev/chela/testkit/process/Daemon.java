package dev.chela.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server of somebody else's that says when it is ready. */
public final class Daemon implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;

    private Daemon(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Returns when it has said so.
     *
     * @param ready what stands in the line by which it does
     * @return nothing when it ended before, or somebody else has one of its ports, without which some go on
     */
    public static Optional<Daemon> start(List<String> command, String ready) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("Address already in use")) {
                process.destroyForcibly();
                return Optional.empty();
            }
            if (line.contains(ready)) {
                drain(said, command.get(0));
                return Optional.of(new Daemon(command.get(0), process));
            }
        }
        return Optional.empty();
    }

    /** Or its output would fill up and stop it. */
    private static void drain(BufferedReader said, String name) {
        Thread reader = new Thread(() -> read(said), "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            return; // So it was ended, and its output with it.
        }
    }

    /** Ends as it is told to, and puts down what it has to. */
    public void end() {
        process.destroy();
        await();
    }

    /** Ends as if its machine did. */
    @Override
    public void close() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #start}, of one that must. */
    public static Daemon begin(List<String> command, String ready) {
        try {
            return start(command, ready).orElseThrow(() -> new IllegalStateException(command.get(0) + " ended before it was ready"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
