package dev.chela.core.process.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.api.task.Clock;
import dev.chela.core.process.Attendant;
import dev.chela.core.process.internal.Records.Recorded;
import dev.chela.core.process.internal.RunningChild.Birthplace;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where children are born, recorded, listed and taken out. */
public final class Nursery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nursery.class);
    private static final int MOST = 128;
    private static final Duration REMEMBERED = Duration.ofMinutes(30);

    private final Set<RunningChild> running = ConcurrentHashMap.newKeySet();
    private final Set<StandingAttendant> attendants = ConcurrentHashMap.newKeySet();
    private final Map<String, RunningChild> listed = new ConcurrentHashMap<>();
    private final Scope scope = new Scope("process");
    private final Launcher launcher;
    private final Warden warden;
    private final Groups groups;
    private final Records records;
    private final Clock clock;

    public Nursery(Launcher launcher, Records records, Clock clock) {
        this.launcher = launcher;
        this.warden = new Warden(launcher);
        this.groups = new Groups(warden);
        this.records = records;
        this.clock = clock;
        new Sweep(records, groups).run();
    }

    /**
     * What is to run.
     *
     * @param veil what its output is passed through
     * @param world the sandbox whose conversations see it in the background; empty for the machine itself
     * @param sandbox what stands before the command to put it there
     */
    public record Order(
            AgentId agent, String command, Path directory, Map<String, String> environment, Duration timeout, UnaryOperator<String> veil,
            String world, List<String> sandbox) {}

    public RunningChild start(Order wanted) {
        if (running.size() >= MOST) {
            throw new Transient(MOST + " commands are running already; end one of them first", Duration.ZERO);
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        Path at = records.pipe(id);
        warden.makePipe(at);
        try {
            return start(id, wanted, at);
        } finally {
            records.deleteFile(at);
        }
    }

    private RunningChild start(String id, Order wanted, Path at) {
        Capture capture = new Capture(id, at, wanted.veil());
        Process process;
        try {
            process = launcher.start(wanted.command(), wanted.directory(), marked(id, wanted.environment()), wanted.sandbox(), at);
        } catch (RuntimeException fault) {
            capture.abandon();
            throw fault;
        }
        capture.begin();
        Birthplace from = new Birthplace(id, wanted.command(), wanted.agent(), wanted.world(), clock.now());
        RunningChild child = new RunningChild(from, process, capture, this);
        running.add(child);
        try {
            record(id, process);
        } finally {
            scope.start("reap " + id, child::reap);
        }
        openGate(process);
        limit(child, wanted.timeout());
        return child;
    }

    /**
     * Starts a program of the house's own.
     *
     * @param environment all that it has
     */
    public Attendant attend(List<String> line, Path directory, Map<String, String> environment) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        Process process = launcher.serve(line, directory, marked(id, environment));
        StandingAttendant attendant = new StandingAttendant(id, process, this);
        record(id, process);
        attendants.add(attendant);
        scope.start("reap " + id, attendant::reap);
        return attendant;
    }

    void dismissed(StandingAttendant attendant) {
        attendants.remove(attendant);
        records.delete(attendant.id());
        warden.forget(attendant.pid());
    }

    private static Map<String, String> marked(String id, Map<String, String> environment) {
        Map<String, String> marked = new HashMap<>(environment);
        marked.put(Sweep.MARK, id);
        return marked;
    }

    /** Before the gate opens, so that nothing of the command ever runs unrecorded. */
    private void record(String id, Process process) {
        try {
            records.write(new Recorded(id, process.pid(), Birth.of(process.pid())));
            warden.watch(process.pid());
        } catch (Fault fault) {
            process.destroyForcibly();
            throw fault;
        }
    }

    private static void openGate(Process process) {
        try {
            process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            LOG.debug("a child ended before its command", ended);
        }
    }

    private void limit(RunningChild child, Duration timeout) {
        if (!timeout.isZero()) {
            child.onOver(clock.after(timeout, () -> scope.start("time limit of " + child.id(), child::timeUp)));
        }
    }

    /** Ends it on another thread. */
    public void endSoon(RunningChild child) {
        scope.start("end " + child.id(), child::kill);
    }

    Groups groups() {
        return groups;
    }

    Scope scope() {
        return scope;
    }

    /** @param ended whether nothing is left of it that has to be ended when the gateway is */
    void gone(RunningChild child, boolean ended) {
        running.remove(child);
        if (ended) {
            records.delete(child.id());
            warden.forget(child.pid());
        }
    }

    void keep(RunningChild child) {
        listed.put(child.id(), child);
        if (!child.running()) {
            expire(child);
        }
    }

    void expire(RunningChild child) {
        clock.after(REMEMBERED, () -> drop(child));
    }

    void drop(RunningChild child) {
        listed.remove(child.id());
    }

    public List<RunningChild> background(AgentId agent) {
        return listed.values().stream()
                .filter(child -> child.agent().equals(agent))
                .sorted(Comparator.comparing(RunningChild::startedAt))
                .toList();
    }

    /** Ends every child, all at once, and waits for them. */
    @Override
    public void close() {
        running.forEach(this::endSoon);
        for (RunningChild child : running) {
            child.kill();
        }
        attendants.forEach(attendant -> attendant.end(Duration.ZERO));
        scope.close();
        warden.close();
    }
}
