package dev.chela.core.reception.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.task.Clock;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Input.Raw;
import dev.chela.core.reception.internal.Understanding.Progress;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw events on their way to be understood: those of one conversation in order, and all of them wait while their channel is away.
 * One that its channel cannot read steps aside, and is tried again when the account opens again.
 */
public final class RawLanes {
    private static final Logger LOG = LoggerFactory.getLogger(RawLanes.class);
    private static final Duration WHEN_STUCK = Duration.ofSeconds(5);

    private record Key(String source, String account, String lane) {}

    private final Understanding understanding;
    private final Consumer<Input> next;
    private final Clock clock;
    private final Lanes<Key> threads;
    private final Map<Key, Deque<Input>> waiting = new HashMap<>();
    private final List<Input> unreadable = new ArrayList<>();

    public RawLanes(Understanding understanding, Scope scope, Clock clock, Consumer<Input> next) {
        this.understanding = understanding;
        this.next = next;
        this.clock = clock;
        this.threads = new Lanes<>(scope);
    }

    public void take(Input input) {
        Key key = new Key(input.source(), input.account(), ((Raw) input.what()).lane());
        synchronized (waiting) {
            waiting.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(input);
        }
        wake(key);
    }

    /** An account opened. */
    public void ready(String source, String account) {
        List<Key> keys;
        List<Input> again;
        synchronized (waiting) {
            keys = waiting.keySet().stream().filter(key -> key.source().equals(source) && key.account().equals(account)).toList();
            again = unreadable.stream().filter(in -> in.source().equals(source) && in.account().equals(account)).toList();
            unreadable.removeAll(again);
        }
        again.forEach(this::take);
        keys.forEach(this::wake);
    }

    private void wake(Key key) {
        try {
            threads.submit(key, () -> drain(key));
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} waits for the next start", key);
        }
    }

    private void drain(Key key) {
        try {
            Optional<Input> head = head(key);
            while (head.isPresent()) {
                Progress progress = understanding.read(head.get(), next);
                if (progress == Progress.AWAY) {
                    return;
                }
                done(key, progress);
                head = head(key);
            }
        } catch (CancellationException stopped) {
            LOG.debug("{} waits for the next start", key);
        } catch (Fault stuck) {
            LOG.warn("events of {} are delayed: {}", key.source(), stuck.getMessage());
            clock.after(WHEN_STUCK, () -> wake(key));
        }
    }

    private Optional<Input> head(Key key) {
        synchronized (waiting) {
            return Optional.ofNullable(waiting.get(key)).map(Deque::peekFirst);
        }
    }

    private void done(Key key, Progress progress) {
        synchronized (waiting) {
            Deque<Input> lane = waiting.get(key);
            Input input = lane.pollFirst();
            if (progress == Progress.UNREADABLE) {
                unreadable.add(input);
            }
            if (lane.isEmpty()) {
                waiting.remove(key);
            }
        }
    }
}
