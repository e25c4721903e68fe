package dev.chela.testkit.channel;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Receipt;
import dev.chela.api.channel.State;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.task.TaskScope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The gateway's side of one opening of an account, without a gateway. What it must remember is in its {@link Memory}. */
public final class TestHost implements ChannelHost, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long GLANCE_MILLIS = 50;

    /** What outlives an opening, as it outlives a restart of the gateway. */
    public static final class Memory {
        private final Map<String, RawEvent> events = new LinkedHashMap<>();
        private final Map<String, Cursor> cursors = new HashMap<>();
        private final Map<String, String> state = new ConcurrentHashMap<>();
    }

    private final Memory memory;
    private final Map<String, String> secrets;
    private final Http http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final List<Health> reports = new ArrayList<>();
    private int proven;
    private int refusing;
    private final List<String> running = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    public TestHost(Memory memory, Map<String, String> secrets, Http http) {
        this.memory = memory;
        this.secrets = Map.copyOf(secrets);
        this.http = http;
    }

    /** The next so many events find the inbox full. */
    public synchronized void refuse(int events) {
        refusing = events;
    }

    @Override
    public synchronized Receipt accept(RawEvent raw) {
        if (refusing > 0) {
            refusing--;
            throw new Transient("the inbox is full", Duration.ofSeconds(1));
        }
        if (!raw.cursor().name().isEmpty()) {
            memory.cursors.put(raw.cursor().name(), raw.cursor());
        }
        boolean fresh = memory.events.putIfAbsent(raw.eventId(), raw) == null;
        notifyAll();
        return fresh ? Receipt.STORED : Receipt.DUPLICATE;
    }

    /** Every event that was accepted, each once, in order. */
    public synchronized List<RawEvent> accepted() {
        return List.copyOf(memory.events.values());
    }

    @Override
    public synchronized Cursor cursor(String name) {
        return memory.cursors.getOrDefault(name, Cursor.NONE);
    }

    @Override
    public synchronized void report(Health health) {
        reports.add(health);
        notifyAll();
    }

    @Override
    public synchronized void proven() {
        proven++;
        notifyAll();
    }

    /** How many round trips were proven. */
    public synchronized int roundTrips() {
        return proven;
    }

    public synchronized List<Health> reports() {
        return List.copyOf(reports);
    }

    @Override
    public String secret(String field) {
        return Optional.ofNullable(secrets.get(field)).orElseThrow(() -> new Denied("the secret '" + field + "' is not set"));
    }

    @Override
    public State state() {
        return new State() {
            @Override
            public Optional<String> get(String name) {
                return Optional.ofNullable(memory.state.get(name));
            }

            @Override
            public void put(String name, String value) {
                memory.state.put(name, value);
            }

            @Override
            public void remove(String name) {
                memory.state.remove(name);
            }
        };
    }

    /** Keeps a file that is to be sent. @return by which it is read */
    public synchronized MediaRef keep(String name, String mimeType, byte[] content) {
        MediaRef ref = new MediaRef(MediaRef.KEPT + name, mimeType, name, content.length);
        kept.put(ref.id(), content.clone());
        return ref;
    }

    @Override
    public synchronized InputStream media(MediaRef ref) {
        return new ByteArrayInputStream(Optional.ofNullable(kept.get(ref.id())).orElseThrow(() -> new Permanent("no file " + ref.name() + " is kept")));
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public TaskScope tasks() {
        return new TaskScope() {
            @Override
            public void start(String name, Runnable work) {
                call(name, Executors.callable(work));
            }

            @Override
            public <T> Future<T> call(String name, Callable<T> work) {
                begun(name);
                return threads.submit(() -> {
                    try {
                        return work.call();
                    } catch (Exception fault) {
                        failed(name + ": " + fault);
                        throw fault;
                    } finally {
                        ended(name);
                    }
                });
            }
        };
    }

    private synchronized void begun(String name) {
        running.add(name);
    }

    private synchronized void failed(String fault) {
        faults.add(fault);
    }

    private synchronized void ended(String name) {
        running.remove(name);
        notifyAll();
    }

    /** Tasks that ended by an exception. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** Waits until something is so, a minute at most, looking again whenever the channel does anything, and now and then, since not everything is told. */
    public synchronized void until(String what, BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!reached.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("never: " + what + "; accepted " + memory.events.keySet() + ", reports " + reports
                        + ", faults " + faults);
            }
            await(Math.min(left, GLANCE_MILLIS));
        }
    }

    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    /** Ends the channel's tasks as the gateway does. @return those that would not end */
    public List<String> end() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return List.copyOf(running);
        }
    }

    @Override
    public void close() {
        end();
    }
}
