package dev.chela.core.schedule.internal;

import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that ends when the test says so. */
final class HeldChild implements Child {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;
    private volatile String text = "";
    volatile String line = "";

    Child start(AgentId agent, String newLine, Path directory, Map<String, String> environment, Duration timeout) {
        line = newLine;
        begun.countDown();
        return this;
    }

    void awaited() throws InterruptedException {
        if (!begun.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("not begun");
        }
    }

    void end(int newCode, String newText) {
        code = newCode;
        text = newText;
        ended.countDown();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public OptionalInt exitCode() {
        return ended.getCount() == 0 ? OptionalInt.of(code) : OptionalInt.empty();
    }

    @Override
    public Output output() {
        return new Output(text, "", 0);
    }

    @Override
    public String id() {
        return "held";
    }

    @Override
    public String command() {
        return line;
    }

    @Override
    public long pid() {
        return 1;
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public boolean timedOut() {
        return false;
    }

    @Override
    public String drain() {
        return "";
    }

    @Override
    public void toBackground() {}

    @Override
    public void write(byte[] bytes, boolean end) {}

    @Override
    public void kill() {
        end(143, "");
    }

    @Override
    public void remove() {}
}
