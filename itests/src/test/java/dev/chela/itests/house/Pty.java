package dev.chela.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program at a terminal of its own, which util-linux's {@code script} makes: what a person types, and what one sees. */
public final class Pty implements AutoCloseable {
    public static final String CTRL_C = "\u0003";
    public static final String CTRL_D = "\u0004";
    /** OpenClaw's terminal interface takes half a minute to draw itself where others are at work, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    /** Colours, movements of the cursor, and modes of the terminal. */
    private static final String ESCAPES = "\u001b(\\[[0-9;?>=]*[a-zA-Z]|[=>()][B0]?|\\][^\u0007]*\u0007)";

    private final Process process;
    private final StringBuilder seen = new StringBuilder();
    private final Thread reader;

    private Pty(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "pty-reader");
        reader.setDaemon(true);
        reader.start();
    }

    public static boolean isThere() {
        return Files.isExecutable(SCRIPT) && System.getProperty("os.name").equals("Linux");
    }

    /** What the builder would start, on a terminal of 100 columns and 40 rows. */
    public static Pty start(ProcessBuilder program) {
        String words = program.command().stream().map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
        program.environment().put("TERM", "xterm-256color");
        program.command(List.of(SCRIPT.toString(), "-qfec", "stty cols 100 rows 40; exec " + words, "/dev/null"));
        try {
            return new Pty(program.redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        byte[] bytes = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (seen) {
                    // A character cut in two at a buffer's edge is no character that a test looks for.
                    seen.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException gone) {
            synchronized (seen) {
                seen.append("\n(the terminal is gone: ").append(gone.getMessage()).append(")\n");
            }
        }
    }

    /** All that was shown so far, without colours and movements. */
    public String seen() {
        synchronized (seen) {
            return seen.toString().replaceAll(ESCAPES, "").replace("\r", "");
        }
    }

    public Pty await(String text) {
        Until.holds(PATIENCE, () -> "\"" + text + "\" on the screen; there was: " + seen(), () -> seen().contains(text));
        return this;
    }

    public Pty press(String keys) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(keys.getBytes(StandardCharsets.UTF_8));
            in.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line, and the Enter key. */
    public Pty type(String line) {
        return press(line + "\r");
    }

    /** @return the program's exit code */
    public int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the program ends; it showed: %s", seen()).isTrue();
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
