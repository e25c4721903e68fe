package dev.chela.core.session.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.AgentId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import dev.chela.core.session.Session;
import dev.chela.core.task.Scope;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code sessions.json} for people, when the table has been quiet for two seconds and at stop. Nothing reads it back. It has a
 * thread only while it writes, and one at most: neither the clock nor whoever changes the table waits for the disk.
 */
final class SessionMirror {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMirror.class);
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Home home;
    private final Clock clock;
    private final Supplier<List<Session>> sessions;
    private final Scope scope = new Scope("session-mirror");
    private final Set<AgentId> stale = new HashSet<>();
    private Registration alarm = () -> {};
    private boolean writing;

    SessionMirror(Home home, Clock clock, Supplier<List<Session>> sessions) {
        this.home = home;
        this.clock = clock;
        this.sessions = sessions;
    }

    synchronized void touch(AgentId agent) {
        stale.add(agent);
        wake();
    }

    private void wake() {
        alarm.close();
        alarm = clock.after(QUIET, this::due);
    }

    /** While the disk is still busy with the last writing, the next one waits, and takes all that has changed meanwhile. */
    private synchronized void due() {
        if (writing) {
            wake();
        } else {
            writing = true;
            scope.start("sessions.json", this::write);
        }
    }

    void close() {
        synchronized (this) {
            alarm.close();
        }
        scope.close();
        write();
    }

    private void write() {
        try {
            take().forEach(this::write);
        } finally {
            synchronized (this) {
                writing = false;
            }
        }
    }

    private synchronized Set<AgentId> take() {
        Set<AgentId> due = Set.copyOf(stale);
        stale.clear();
        return due;
    }

    private void write(AgentId agent) {
        Path file = home.directory("agents/" + agent + "/state").resolve("sessions.json");
        try {
            PrivateFiles.write(file, Json.write(mirror(agent)) + "\n");
        } catch (UncheckedIOException e) {
            LOG.warn("{} could not be written; the database has everything it would say", file, e);
        }
    }

    private ObjectNode mirror(AgentId agent) {
        ObjectNode all = Json.object();
        sessions.get().stream()
                .filter(s -> s.key().agent().equals(agent))
                .forEach(s -> all.set(s.key().value(), SessionJson.write(s)));
        return all;
    }
}
