package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.api.net.Http;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.inbox.Intake;
import dev.chela.core.json.Json;
import dev.chela.core.message.AddressBook;
import dev.chela.core.message.Belonging;
import dev.chela.core.message.Borders;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.reception.Reception;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;
import dev.chela.core.task.FileWatch;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.Turns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedule's component: gathers the rooms, watches the file while there is one, and passes on what ends. */
@Component(service = {Schedule.class, Belonging.class}, immediate = true)
public final class CronSchedule implements Schedule, Belonging {
    private static final Logger LOG = LoggerFactory.getLogger(CronSchedule.class);
    private static final Duration FARTHEST = Duration.ofSeconds(60);

    private final Scope threads = new Scope("chela-cron");
    private final Rooms rooms;
    private final Scheduler scheduler;
    private final Editing editing;
    private final List<Registration> listening;
    private @Nullable FileWatch watch;

    @Activate
    public CronSchedule(
            @Reference Ledger ledger, @Reference Intake intake, @Reference Post post, @Reference Outbox outbox, @Reference Runs runs,
            @Reference Sessions sessions, @Reference Transcripts transcripts, @Reference SystemEvents systemEvents, @Reference Events events,
            @Reference Agents agents, @Reference AddressBook addresses, @Reference Borders borders, @Reference Clock clock,
            @Reference Config config, @Reference Home home, @Reference Http http, @Reference ProcessHost processes, @Reference Reception open) {
        this(new Rooms(ledger, new LogRows(ledger), intake, post, outbox, runs, sessions, transcripts, systemEvents, events,
                new Places(agents, sessions, addresses, borders), clock, config.section("cron", CronConfig.class), UUID.randomUUID().toString()),
                agents, home, http, processes::start, ZoneId.systemDefault());
    }

    CronSchedule(Rooms rooms, Agents agents, Home home, Http http, Commands.Launch launch, ZoneId zone) {
        this.rooms = rooms;
        Book book = new Book(rooms, new JobFile(home), zone);
        scheduler = new Scheduler(rooms, book, launch, agents, http, threads, FARTHEST);
        editing = new Editing(rooms, scheduler);
        listening = List.of(rooms.events().listen(Turns.Ended.class, this::ended), rooms.events().listen(Outbox.Settled.class, this::settled));
        rooms.config().onChange(changed -> threads.start("cron, configured", scheduler::tick));
        // Reading expressions loads a library, for which nobody's start shall wait.
        threads.start("the jobs begin", scheduler::start);
        if (book.file().exists()) {
            watch();
        }
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
        scheduler.stop();
        synchronized (this) {
            if (watch != null) {
                try {
                    watch.close();
                } catch (IOException e) {
                    LOG.debug("the watch of the jobs' file could not be closed", e);
                }
            }
        }
        threads.close();
        rooms.config().close();
    }

    /** Costs two threads: nobody who has no jobs pays for them. */
    private synchronized void watch() {
        if (watch != null) {
            return;
        }
        Set<Path> file = Set.of(scheduler.book().file().path());
        try {
            watch = new FileWatch("cron", file, rooms.clock(), threads, this::edited);
            watch.alsoFiles(Set.of());
        } catch (IOException e) {
            LOG.warn("changes of {} will only be noticed when somebody asks for jobs: {}", file, e.toString());
        }
    }

    private void edited() {
        synchronized (scheduler) {
            scheduler.start();
            if (scheduler.book().refresh()) {
                LOG.info("took up changes in {}", scheduler.book().file().path());
                scheduler.tick();
            }
        }
    }

    private void ended(Turns.Ended end) {
        List<String> inputs = new ArrayList<>(end.steered());
        inputs.add(end.settled().run().value());
        inputs.stream().filter(scheduler::isOpen).forEach(id -> threads.start("a run of the schedule ended", () -> scheduler.end(id, end.settled())));
    }

    private void settled(Outbox.Settled settled) {
        settled.parcel().run().filter(run -> run.value().startsWith(Outward.ANNOUNCED)).ifPresent(run ->
                threads.start("a result of the schedule was delivered", () -> scheduler.delivered(run)));
    }

    private Book fresh() {
        scheduler.start();
        if (scheduler.book().refresh()) {
            scheduler.tick();
            watch();
        }
        return scheduler.book();
    }

    @Override
    public List<ObjectNode> jobs() {
        synchronized (scheduler) {
            Book book = fresh();
            return book.jobs().stream().map(book::shown).toList();
        }
    }

    @Override
    public Optional<ObjectNode> job(String id) {
        synchronized (scheduler) {
            Book book = fresh();
            return book.find(id).map(book::shown);
        }
    }

    @Override
    public ObjectNode add(ObjectNode definition) {
        synchronized (scheduler) {
            fresh();
            ObjectNode added = editing.add(definition);
            watch();
            return added;
        }
    }

    @Override
    public Declared declare(ObjectNode definition) {
        String key = definition.path("declarationKey").asText();
        synchronized (scheduler) {
            Optional<Job> there = fresh().jobs().stream().filter(job -> job.source().path("declarationKey").asText().equals(key)).findFirst();
            return there.map(job -> new Declared(update(job.id(), definition, ""), false)).orElseGet(() -> new Declared(add(definition), true));
        }
    }

    /** Its conversation is that of a run which has one to itself, and is judged as what the job announces. */
    @Override
    public Optional<String> objection(SessionKey session, ReturnAddress there) {
        if (!Places.isOfRun(session)) {
            return Optional.empty();
        }
        synchronized (scheduler) {
            Optional<Job> job = fresh().jobs().stream().filter(each -> Places.isOf(each, session)).findFirst();
            return job.isPresent() ? rooms.places().objection(job.get(), there) : rooms.places().orphaned();
        }
    }

    @Override
    public ObjectNode update(String id, ObjectNode patch, String revision) {
        synchronized (scheduler) {
            fresh();
            return editing.update(id, patch, revision);
        }
    }

    @Override
    public void remove(String id) {
        synchronized (scheduler) {
            fresh();
            editing.remove(id);
        }
    }

    @Override
    public Started run(String id, Mode mode) {
        return scheduler.run(id, mode);
    }

    @Override
    public List<ObjectNode> log(Optional<String> job) {
        return rooms.rows().log(job.orElse(""));
    }

    @Override
    public Status status() {
        synchronized (scheduler) {
            Book book = fresh();
            boolean enabled = rooms.config().get().enabled();
            return new Status(enabled, book.file().path().toString(), book.jobs().size(), book.faults(),
                    enabled ? book.due() : OptionalLong.empty());
        }
    }
}
