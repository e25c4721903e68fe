package dev.chela.hooks.folders;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts. Those that are told of something run one at a time of one hook, in the order of the events, and what they print is for the
 * log; those that are asked run at once, and what they print is their answer.
 */
final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int MOST_WAITING = 64;
    private static final int SHOWN = 400;
    private static final long LONGEST = 4_000_000;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Launch launch;
    private final Supplier<Duration> deadline;
    private final Scope threads = new Scope("chela-folder-hooks");
    private final Lanes<String> lanes = new Lanes<>(threads);
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    Runner(Launch launch, Supplier<Duration> deadline) {
        this.launch = launch;
        this.deadline = deadline;
    }

    /** Starts a program of this machine, as the house does: in a session of its own, which ends with its time and with the gateway. */
    @FunctionalInterface
    interface Launch {
        Child start(AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout);
    }

    /** @param json what its script reads */
    record Job(FolderHook hook, AgentId agent, String event, String json, Map<String, String> environment) {}

    /** Off the caller's thread, one piece after the other. */
    void soon(Runnable work) {
        try {
            lanes.submit("", work);
        } catch (RejectedExecutionException ended) {
            LOG.debug("the gateway stops; no hook is told any more");
        }
    }

    /** @return opens when it has ended, or is left out */
    CountDownLatch run(Job job) {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger count = waiting.computeIfAbsent(job.hook().name(), name -> new AtomicInteger());
        if (count.incrementAndGet() > MOST_WAITING) {
            count.decrementAndGet();
            LOG.warn("the hook {} is not told {}: {} events wait for it already", job.hook().name(), job.event(), MOST_WAITING);
            over.countDown();
            return over;
        }
        try {
            lanes.submit(job.hook().name(), () -> {
                try {
                    perform(job);
                } finally {
                    count.decrementAndGet();
                    over.countDown();
                }
            });
        } catch (RejectedExecutionException ended) {
            count.decrementAndGet();
            over.countDown();
        }
        return over;
    }

    private void perform(Job job) {
        Duration limit = deadline.get();
        try {
            Child child = launch.start(job.agent(), line(job.hook().script()), job.hook().folder(), job.environment(), limit);
            tell(child, job);
            if (!child.await(limit.plus(GRACE))) {
                child.kill();
            }
            settle(job, child, limit);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Fault refused) {
            failed(job, String.valueOf(refused.getMessage()));
        }
    }

    private void settle(Job job, Child child, Duration limit) {
        int code = child.exitCode().orElse(-1);
        String shown = shown(child);
        if (child.timedOut() || code != 0) {
            failed(job, child.timedOut() ? "it took longer than " + limit.toMillis() + " ms (hooks.timeoutMs) and was ended"
                    : "it ended with code " + code + (shown.isEmpty() ? "" : ": " + shown));
        } else {
            answered(job);
            LOG.debug("the hook {} at {}: {}", job.hook().name(), job.event(), shown);
        }
    }

    /**
     * Runs a script for its answer, on this thread: whoever asks waits for it.
     *
     * @param limit how long it may take
     * @return what it wrote to its output; what it wrote beside that is for the log
     * @throws Fault when it could not begin, failed, or took too long
     */
    String ask(Job job, Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        try {
            Path answer = Files.createTempFile("chela-hook-", ".json");
            try {
                Child child = launch.start(job.agent(), line(job.hook().script()) + " > " + quoted(answer), job.hook().folder(), job.environment(), limit);
                awaited(child, job, limit, limit.minusNanos(System.nanoTime() - began));
                if (Files.size(answer) > LONGEST) {
                    throw new Permanent("it printed more than " + LONGEST + " bytes");
                }
                return Files.readString(answer);
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException noPlace) {
            throw new Permanent("its answer could not be read: " + noPlace.getMessage(), noPlace);
        }
    }

    /** A script need not read what it is told: how it ended is what counts. */
    private static void tell(Child child, Job job) {
        try {
            child.write(job.json().getBytes(StandardCharsets.UTF_8), true);
        } catch (Fault unread) {
            LOG.debug("the hook {} did not read what it was told: {}", job.hook().name(), unread.getMessage());
        }
    }

    /** @param left of the limit: to begin took some of it */
    private void awaited(Child child, Job job, Duration limit, Duration left) throws InterruptedException {
        boolean over = false;
        try {
            tell(child, job);
            over = child.await(left);
        } finally {
            if (!over) {
                later("the end of the hook " + job.hook().name(), child::kill);
            }
        }
        if (!over || child.timedOut()) {
            throw new Permanent("it took longer than " + limit.toMillis() + " ms and was ended");
        }
        int code = child.exitCode().orElse(-1);
        if (code != 0) {
            String said = shown(child);
            throw new Permanent("it ended with code " + code + (said.isEmpty() ? "" : ": " + said));
        }
    }

    private void later(String name, Runnable work) {
        try {
            threads.start(name, work);
        } catch (RejectedExecutionException ended) {
            LOG.debug("{}: the gateway stops, and all that it started with it", name);
        }
    }

    void answered(Job job) {
        if (failing.remove(job.hook().name())) {
            LOG.info("the hook {} works again", job.hook().name());
        }
    }

    private static String shown(Child child) {
        String said = child.output().text().strip();
        return said.length() <= SHOWN ? said : "…" + said.substring(said.length() - SHOWN);
    }

    /** Said once, until it works again. */
    void failed(Job job, String why) {
        if (failing.add(job.hook().name())) {
            LOG.warn("the hook {} ({}) failed at {}: {}", job.hook().name(), job.hook().script(), job.event(), why);
        } else {
            LOG.debug("the hook {} failed again at {}: {}", job.hook().name(), job.event(), why);
        }
    }

    boolean fails(FolderHook hook) {
        return failing.contains(hook.name());
    }

    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /** What may be executed says by itself with what; else its name does. */
    static String line(Path script) {
        String quoted = quoted(script);
        String name = String.valueOf(script.getFileName());
        if (Files.isExecutable(script)) {
            return quoted;
        }
        return name.endsWith(".py") ? "python3 " + quoted : name.endsWith("js") ? "node " + quoted : "sh " + quoted;
    }

    @Override
    public void close() {
        threads.close();
    }
}
