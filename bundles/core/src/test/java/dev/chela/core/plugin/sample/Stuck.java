package dev.chela.core.plugin.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Hangs, heeding no interrupt, where its jar says and as long as a file is there. */
public class Stuck extends Echo {
    private static final long LOOK_NANOS = 5_000_000;

    public Stuck() {
        hang("made");
    }

    void leave() {
        hang("left");
    }

    private static void hang(String where) {
        String[] order = read("hang").split(" ", 2);
        while (order[0].equals(where) && Files.exists(Path.of(order[1]))) {
            LockSupport.parkNanos(LOOK_NANOS);
            Thread.interrupted();
        }
    }
}
