package dev.chela.core.process.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import dev.chela.api.task.Cancellation.Registration;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child and all that is known of it. It is over when its whole group has ended and its output has been read. */
public final class RunningChild implements Child {
    private static final Duration POLITE = Duration.ofSeconds(2);
    private static final Duration UNREAD_INPUT = Duration.ofSeconds(10);

    private final Birthplace from;
    private final Process process;
    private final Capture capture;
    private final Nursery home;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean background;
    private volatile boolean timedOut;
    private volatile boolean inputClosed;
    private volatile Registration limit = () -> {};

    /** Who asked for it, and when. */
    public record Birthplace(String id, String command, AgentId agent, String world, Instant at) {}

    RunningChild(Birthplace from, Process process, Capture capture, Nursery home) {
        this.from = from;
        this.process = process;
        this.capture = capture;
        this.home = home;
    }

    public AgentId agent() {
        return from.agent();
    }

    /** The sandbox that it runs in; empty for none. */
    public String world() {
        return from.world();
    }

    /**
     * Waits for the end of the leader, then of its group, then of the output. Runs on a thread of its own. What is interrupted in this, or
     * cannot be found out, stays recorded and watched, and so ends with the gateway.
     */
    void reap() {
        boolean ended = false;
        try {
            process.waitFor();
            home.groups().end(process.pid(), POLITE);
            capture.finish();
            ended = true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            end(ended);
        }
    }

    private void end(boolean ended) {
        if (!ended) {
            capture.abandon();
        }
        try {
            home.gone(this, ended);
        } finally {
            limit.close();
            over.countDown();
        }
        if (background) {
            home.expire(this);
        }
    }

    /** Takes something back when it is over. */
    void onOver(Registration registration) {
        if (running()) {
            limit = registration;
        }
        if (!running()) {
            registration.close();
        }
    }

    void timeUp() {
        timedOut = true;
        kill();
    }

    @Override
    public String id() {
        return from.id();
    }

    @Override
    public String command() {
        return from.command();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Instant startedAt() {
        return from.at();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public OptionalInt exitCode() {
        return running() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    public boolean running() {
        return over.getCount() > 0;
    }

    @Override
    public boolean timedOut() {
        return timedOut;
    }

    @Override
    public Output output() {
        return capture.output();
    }

    @Override
    public String drain() {
        return capture.drain();
    }

    @Override
    public void toBackground() {
        background = true;
        home.keep(this);
    }

    public boolean inBackground() {
        return background;
    }

    @Override
    public void write(byte[] bytes, boolean end) {
        if (inputClosed || !running()) {
            throw new Permanent("the standard input of " + id() + " is closed");
        }
        inputClosed = end;
        await(home.scope().call("input of " + id(), () -> send(bytes, end)));
    }

    private synchronized Void send(byte[] bytes, boolean end) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(bytes);
        in.flush();
        if (end) {
            in.close();
        }
        return null;
    }

    private void await(Future<?> sending) {
        try {
            sending.get(UNREAD_INPUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Permanent("the standard input of " + id() + " is closed: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new Transient(id() + " does not read its standard input", Duration.ZERO, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transient("interrupted while writing to " + id(), Duration.ZERO, e);
        }
    }

    @Override
    public void kill() {
        if (running()) {
            home.groups().end(process.toHandle(), POLITE);
            try {
                await(POLITE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void remove() {
        kill();
        home.drop(this);
    }
}
