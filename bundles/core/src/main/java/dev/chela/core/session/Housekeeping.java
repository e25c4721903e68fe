package dev.chela.core.session;

import dev.chela.api.fault.Fault;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.home.Home;
import dev.chela.core.session.MaintenanceConfig.Mode;
import dev.chela.core.session.Retention.Plan;
import dev.chela.core.session.Retention.Transcript;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Archives sessions that rest, and keeps transcripts within their share of the disk: every half hour, on a thread of its own while it works. */
@Component(service = Housekeeping.class, immediate = true)
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofMinutes(30);

    private final Sessions sessions;
    private final Endings endings;
    private final Runs runs;
    private final Home home;
    private final Clock clock;
    private final Config.Live<MaintenanceConfig> config;
    private final Scope scope = new Scope("session-housekeeping");
    private Registration alarm = () -> { };

    @Activate
    public Housekeeping(@Reference Sessions sessions, @Reference Endings endings, @Reference Runs runs, @Reference Home home,
            @Reference Clock clock, @Reference Config config) {
        this.sessions = sessions;
        this.endings = endings;
        this.runs = runs;
        this.home = home;
        this.clock = clock;
        this.config = config.section("session.maintenance", MaintenanceConfig.class);
        wake();
    }

    @Deactivate
    public void stop() {
        synchronized (this) {
            alarm.close();
        }
        scope.close();
        config.close();
    }

    private synchronized void wake() {
        alarm = clock.after(EVERY, () -> scope.start("session housekeeping", this::round));
    }

    private void round() {
        try {
            plans().forEach((agent, plan) -> {
                if (config.get().mode() == Mode.ENFORCE) {
                    apply(agent, plan);
                }
                tell(agent, plan);
            });
        } finally {
            wake();
        }
    }

    private void tell(AgentId agent, Plan plan) {
        if (!plan.isEmpty()) {
            LOG.info("sessions of {}: {} archived, {} deleted, {} old transcripts of {} bytes removed{}", agent, plan.archive().size(),
                    plan.delete().size(), plan.remove().size(), plan.bytes(),
                    config.get().mode() == Mode.WARN ? "; or would be, if session.maintenance.mode were \"enforce\"" : "");
        }
        if (plan.above() > 0) {
            LOG.warn("the transcripts of {} take {} bytes more than session.maintenance.maxDiskBytes allows, and all of them are in use",
                    agent, plan.above());
        }
    }

    /** What there is to do now, by agent. Looks at each file's size once. */
    public Map<AgentId, Plan> plans() {
        Map<AgentId, List<Session>> all = sessions.list().stream().collect(Collectors.groupingBy(session -> session.key().agent()));
        Map<AgentId, Plan> plans = new TreeMap<>(Comparator.comparing(AgentId::value));
        all.forEach((agent, own) -> plans.put(agent, Retention.plan(config.get(), own, this::isBusy, files(agent), clock.now())));
        return plans;
    }

    private boolean isBusy(SessionKey session) {
        return runs.active(session).isPresent() || !runs.waiting(session).isEmpty();
    }

    private Path directory(AgentId agent) {
        return home.root().resolve("agents/" + agent + "/state/transcripts");
    }

    private List<Transcript> files(AgentId agent) {
        if (!Files.isDirectory(directory(agent))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory(agent))) {
            return all.map(Path::toFile).map(file -> new Transcript(file.getName(), file.length(), Instant.ofEpochMilli(file.lastModified())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does it, whatever the mode. What has changed since it was planned stays. */
    public void apply(AgentId agent, Plan plan) {
        plan.archive().forEach(this::archive);
        plan.delete().forEach(this::delete);
        for (String name : plan.remove()) {
            try {
                Files.deleteIfExists(directory(agent).resolve(name));
            } catch (IOException e) {
                LOG.warn("the old transcript {} of {} could not be removed", name, agent, e);
            }
        }
    }

    private void archive(SessionKey key) {
        long seen = sessions.find(key).map(Session::updatedAt).orElse(0L);
        sessions.commit(key, "archive", "archive", (current, step) -> current.updatedAt() != seen || isBusy(key) ? current
                : current.looking(current.look().archived(clock.now().toEpochMilli())));
    }

    private void delete(SessionKey key) {
        try {
            if (!isBusy(key)) {
                endings.delete(key);
            }
        } catch (Fault busy) {
            LOG.debug("{} is deleted another time: {}", key, busy.getMessage());
        }
    }
}
