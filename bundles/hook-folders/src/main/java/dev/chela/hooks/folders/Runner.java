package dev.chela.hooks.folders;

import dev.chela.api.fault.Fault;
import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
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

/** Runs scripts: of one hook one at a time, in the order of the events. What they print is for the log, and what they answer for nobody. */
final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int MOST_WAITING = 64;
    private static final int SHOWN = 400;
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
            child.write(job.json().getBytes(StandardCharsets.UTF_8), true);
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
        String said = child.output().text().strip();
        String shown = said.length() <= SHOWN ? said : "…" + said.substring(said.length() - SHOWN);
        if (child.timedOut() || code != 0) {
            failed(job, child.timedOut() ? "it took longer than " + limit.toMillis() + " ms (hooks.timeoutMs) and was ended"
                    : "it ended with code " + code + (shown.isEmpty() ? "" : ": " + shown));
        } else {
            if (failing.remove(job.hook().name())) {
                LOG.info("the hook {} works again", job.hook().name());
            }
            LOG.debug("the hook {} at {}: {}", job.hook().name(), job.event(), shown);
        }
    }

    /** Said once, until it works again. */
    private void failed(Job job, String why) {
        if (failing.add(job.hook().name())) {
            LOG.warn("the hook {} ({}) failed at {}: {}", job.hook().name(), job.hook().script(), job.event(), why);
        } else {
            LOG.debug("the hook {} failed again at {}: {}", job.hook().name(), job.event(), why);
        }
    }

    boolean fails(FolderHook hook) {
        return failing.contains(hook.name());
    }

    /** What may be executed says by itself with what; else its name does. */
    static String line(Path script) {
        String quoted = "'" + script.toString().replace("'", "'\\''") + "'";
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
