package dev.chela.core.schedule.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.net.Http;
import dev.chela.core.agent.Agents;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.schedule.internal.Commands.Launch;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.schedule.internal.LogRows.Stage;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.task.Alarm;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when something fires. One lock is around all of it: what happens under it are commits and the writing of one small file, and
 * never a call of a model, a program or a person.
 */
final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration JUMP = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Rooms rooms;
    private final Book book;
    private final Turning turning;
    private final Webhooks webhooks;
    private final Closing closing;
    private final Starting starting;
    private final Ripeness ripeness;
    private final Exits exits;
    private final OpenRuns open = new OpenRuns();
    private final Alarm alarm;
    private boolean started;
    private boolean stopped;
    /** Whether the inbox, or the disk, took nothing when it was asked last. */
    private boolean full;

    /** @param farthest how far away an alarm is set at the most */
    Scheduler(Rooms rooms, Book book, Launch launch, Agents agents, Http http, Scope threads, Duration farthest) {
        this.rooms = rooms;
        this.book = book;
        this.turning = new Turning(rooms);
        Commands commands = new Commands(launch, agents, book.file().home(), threads);
        this.webhooks = new Webhooks(rooms, http, threads, this::posted);
        this.closing = new Closing(rooms, book, open, webhooks);
        this.starting = new Starting(rooms, book, open, commands, closing, this::end);
        this.ripeness = new Ripeness(rooms, book);
        this.exits = new Exits(rooms, book, commands, this::afterExit);
        this.alarm = new Alarm(rooms.clock(), threads, "cron", farthest, this::rang);
    }

    Book book() {
        return book;
    }

    /** Takes up the file, what a stop interrupted, and what is due; once. Whoever asks for jobs earlier waits for it. */
    synchronized void start() {
        if (started || stopped) {
            return;
        }
        started = true;
        book.refresh();
        List<Run> left = rooms.rows().open();
        left.forEach(run -> open.opened(run.job(), run.id()));
        left.forEach(starting::resume);
        rooms.rows().toPost().forEach(webhooks::post);
        book.jobs().forEach(closing::waitsNoLonger);
        tick();
    }

    /** The alarm rang, or something changed. */
    synchronized void tick() {
        if (stopped || !started) {
            return;
        }
        boolean enabled = rooms.config().get().enabled();
        boolean refused = false;
        for (Job job : enabled ? book.ripe(rooms.now()) : List.<Job>of()) {
            boolean waits = refused && job.asksForATurn();
            refused |= !waits && !fireDue(job);
        }
        if (full && !refused) {
            LOG.info("cron jobs wait no longer");
        }
        full = refused;
        OptionalLong due = refused ? OptionalLong.of(rooms.now() + SOON.toMillis()) : book.due();
        alarm.set(enabled ? due : OptionalLong.empty(), Duration.ZERO);
    }

    /** @return whether there was room for it */
    private boolean fireDue(Job job) {
        try {
            if (job.timing() instanceof Timing.OnExit exit && !open.anyOf(job)) {
                exits.watch(job, exit).ifPresent(result -> exited(job, result));
            }
            long now = rooms.now();
            while (book.find(job.id()).isPresent() && book.due(job.id()).orElse(Long.MAX_VALUE) <= now) {
                fire(job, now);
            }
        } catch (Permanent impossible) {
            LOG.warn("cron job {} ({}) cannot be started and is disabled: {}", job.id(), job.name(), impossible.getMessage());
            book.disable(job);
            book.tell("updated", job, Json.object());
        } catch (Transient refused) {
            if (!full) {
                LOG.warn("cron job {} waits, and others may: {}", job.id(), refused.getMessage());
            }
            full = true;
            return false;
        }
        return true;
    }

    private void fire(Job job, long now) {
        JobState state = book.state(job.id()).copy();
        Fate fate = ripeness.judge(job, state, now, open.anyOf(job));
        if (fate instanceof Fate.Begins due) {
            starting.begin(due.shot(), state);
        } else if (fate instanceof Fate.Skipped passed) {
            starting.skip(passed.shot(), state, passed.why());
        } else {
            book.save(job, state);
        }
    }

    private synchronized void afterExit(String id, Result result) {
        exits.ended(id, result);
        tick();
    }

    private void exited(Job job, Result result) {
        JobState state = book.state(job.id()).copy();
        state.own().remove("watch");
        starting.begin(exits.shot(job, result), state);
        exits.forget(job.id());
    }

    /** @param id of a run that somebody says has ended */
    synchronized void end(String id, Result result) {
        if (stopped) {
            return;
        }
        rooms.rows().find(id).filter(run -> run.stage() != Stage.DONE).ifPresent(run -> closing.end(run, result));
        tick();
    }

    boolean isOpen(String id) {
        return open.has(id);
    }

    /**
     * @param id of the input that asked for it
     * @param end of the turn
     */
    void end(String id, Settled end) {
        end(id, turning.result(end));
    }

    private synchronized void posted(Run run, Map<String, String> wrong) {
        if (!stopped) {
            closing.posted(run, wrong);
        }
    }

    /** A part of what a run announced has arrived, or cannot. */
    synchronized void delivered(RunId announced) {
        if (!stopped) {
            closing.delivered(announced);
        }
    }

    synchronized Schedule.Started run(String id, Schedule.Mode mode) {
        start();
        book.refresh();
        Job job = book.get(id);
        OptionalLong due = book.due(id);
        if (mode == Schedule.Mode.IF_ENABLED && !job.enabled()) {
            return new Schedule.Started("", "disabled");
        }
        if (mode == Schedule.Mode.DUE && (!job.enabled() || due.isEmpty() || due.getAsLong() > rooms.now())) {
            return new Schedule.Started("", "not-due");
        }
        if (open.anyOf(job) && job.rules().overlap() != Rules.Overlap.PARALLEL) {
            return new Schedule.Started("", "already-running");
        }
        return new Schedule.Started(starting.byHand(job), "");
    }

    private synchronized void rang() {
        Duration jump = alarm.jump();
        if (jump.abs().compareTo(JUMP) > 0) {
            LOG.info("the clock went {} s from where it was expected, or the machine slept; jobs are looked at again", jump.toSeconds());
            book.jobs().forEach(book::reckon);
        }
        tick();
    }

    synchronized void stop() {
        stopped = true;
        alarm.clear();
    }
}
