package dev.chela.core.process.internal;

import dev.chela.core.process.Attendant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attendant as long as it stands. */
final class StandingAttendant implements Attendant {
    private static final Logger LOG = LoggerFactory.getLogger(StandingAttendant.class);
    private static final Duration POLITE = Duration.ofMillis(500);

    private final String id;
    private final Process process;
    private final Nursery home;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    StandingAttendant(String id, Process process, Nursery home) {
        this.id = id;
        this.process = process;
        this.home = home;
    }

    String id() {
        return id;
    }

    /** Waits for its end, then for its group's. What is interrupted in this stays recorded and watched, and so ends with the gateway. */
    void reap() {
        int exit = -1;
        try {
            exit = process.waitFor();
            home.groups().end(process.pid(), POLITE);
            home.dismissed(this);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            ended.complete(exit);
        }
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> ended() {
        return ended;
    }

    @Override
    public void end(Duration patience) {
        if (ended.isDone()) {
            return;
        }
        home.scope().start("input of " + id, this::closeInput); // Who writes to one that does not read holds the stream.
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                home.groups().end(process.toHandle(), POLITE);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            LOG.debug("the input of {} was closed", id, gone);
        }
    }
}
