package dev.chela.logging;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * {@code chela.log} and its five predecessors {@code chela.1.log} … {@code chela.5.log}, the newest first. Each text is one write,
 * so that a line is whole whoever reads along, and a crash loses none that was written.
 */
final class LogFile {
    private static final int KEPT = 5;

    private final Path directory;
    private final long limit;
    private @Nullable FileOutputStream out;
    private long size;
    private boolean failing;

    /** @param limit bytes after which the file is put aside */
    LogFile(Path directory, long limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** A text that cannot be written is lost; the first of a series is told on standard error, with the reason. */
    synchronized void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (out == null) {
                open();
            } else if (size + bytes.length > limit && size > 0) {
                roll();
            }
            out.write(bytes);
            size += bytes.length;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                System.err.println("chela: cannot write " + file(0) + ": " + e.getMessage() + "; the first lost line is: " + text);
            }
            failing = true;
        }
    }

    private void open() throws IOException {
        Files.createDirectories(directory);
        out = new FileOutputStream(file(0).toFile(), true);
        size = Files.size(file(0));
    }

    private void roll() throws IOException {
        out.close();
        out = null;
        for (int age = KEPT; age > 0; age--) {
            if (Files.exists(file(age - 1))) {
                Files.move(file(age - 1), file(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        open();
    }

    private Path file(int age) {
        return directory.resolve(age == 0 ? "chela.log" : "chela." + age + ".log");
    }
}
