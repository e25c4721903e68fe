package dev.chela.core.plugin.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Makes a thread and leaves it behind, as long as a file is there. */
public class Littering extends Echo {
    private static final long LOOK_NANOS = 5_000_000;

    public Littering() {
        Path file = Path.of(read("hang"));
        CountDownLatch there = new CountDownLatch(1);
        Thread thread = new Thread(() -> stay(file, there), "litter");
        thread.setDaemon(true);
        thread.start();
        try {
            there.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stay(Path file, CountDownLatch there) {
        there.countDown();
        while (Files.exists(file)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
