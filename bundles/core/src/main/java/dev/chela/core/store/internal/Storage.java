package dev.chela.core.store.internal;

import dev.chela.api.fault.Transient;
import dev.chela.core.event.Events;
import dev.chela.core.store.StorageFreed;
import dev.chela.core.store.StorageFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the disk can be written to: there is room, it is full (which passes), or it is over. */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final Duration LATER = Duration.ofSeconds(5);

    enum State { ROOM, FULL, OVER }

    private final Events events;
    private final Runnable onFatal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile State state = State.ROOM;
    private final AtomicBoolean announced = new AtomicBoolean();
    private volatile String why = "";

    Storage(Events events, Runnable onFatal) {
        this.events = events;
        this.onFatal = onFatal;
    }

    /** @throws Transient unless there is room */
    void admit() {
        if (state != State.ROOM) {
            throw refusal();
        }
    }

    Transient refusal() {
        return new Transient(why, LATER);
    }

    boolean full() {
        return state == State.FULL;
    }

    boolean over() {
        return state == State.OVER;
    }

    void filled(Exception cause) {
        String detail = "the disk is full (" + cause.getMessage() + "); make room, work then goes on by itself";
        if (change(State.ROOM, State.FULL, detail)) {
            LOG.error(detail);
        }
    }

    /** Tells listeners once. Not on the writer's thread: a listener may commit. */
    void announce() {
        if (state == State.FULL && announced.compareAndSet(false, true)) {
            events.publish(new StorageFull(why));
        }
    }

    void freed() {
        if (change(State.FULL, State.ROOM, "")) {
            LOG.info("the disk has room again");
            announced.set(false);
            events.publish(new StorageFreed());
        }
    }

    /** What was promised can no longer be kept by this process; the next one starts from what is on the disk. */
    void failed(Throwable cause) {
        if (end("the disk failed: " + cause.getMessage())) {
            LOG.error("the disk failed; the gateway stops rather than promise what it cannot keep", cause);
            onFatal.run();
        }
    }

    boolean end(String reason) {
        return change(State.ROOM, State.OVER, reason) || change(State.FULL, State.OVER, reason);
    }

    private boolean change(State from, State to, String reason) {
        lock.lock();
        try {
            if (state != from) {
                return false;
            }
            why = reason;
            state = to;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the disk is full. @return whether there is room; otherwise it is over */
    boolean awaitRoom() {
        lock.lock();
        try {
            while (state == State.FULL) {
                changed.awaitUninterruptibly();
            }
            return state == State.ROOM;
        } finally {
            lock.unlock();
        }
    }

    /** Systems word it differently, and in the person's language: the free space decides where the words do not. */
    static boolean full(IOException e, Path near) {
        String words = String.valueOf(e.getMessage());
        return words.contains("No space left")
                || words.contains("quota exceeded")
                || words.contains("not enough space")
                || near.toFile().getUsableSpace() < 4096;
    }
}
