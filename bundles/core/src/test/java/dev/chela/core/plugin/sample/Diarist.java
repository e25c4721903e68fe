package dev.chela.core.plugin.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes down, into a file that its jar names, when it starts and when it leaves. */
public class Diarist extends Echo {
    public Diarist() {
        write("starts");
    }

    void leave() {
        write("leaves");
    }

    private static void write(String what) {
        try {
            Files.writeString(Path.of(read("diary")), read("answer") + " " + what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
