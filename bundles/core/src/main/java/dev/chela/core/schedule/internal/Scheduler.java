package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.net.Http;
import dev.chela.core.agent.Agents;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.schedule.internal.Commands.Launch;
import dev.chela.core.schedule.internal.Firing.Shot;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.schedule.internal.LogRows.Stage;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.task.Alarm;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Firing firing;
    private final Ending ending;
    private final Turning turning;
    private final Commands commands;
    private final Webhooks webhooks;
    private final Ripeness ripeness;
    private final Exits exits;
    private final OpenRuns open = new OpenRuns();
    private final OldRuns oldRuns;
    private final Alarm alarm;
    private long manual;
    private boolean started;
    private boolean stopped;
    /** Whether the disk or the inbox took something not this time. */
    private boolean refused;

    /** @param farthest how far away an alarm is set at the most */
    Scheduler(Rooms rooms, Book book, Launch launch, Agents agents, Http http, Scope threads, Duration farthest) {
        this.rooms = rooms;
        this.book = book;
        this.firing = new Firing(rooms);
        this.ending = new Ending(rooms, book);
        this.turning = new Turning(rooms);
        this.commands = new Commands(launch, agents, book.file().home(), threads);
        this.webhooks = new Webhooks(rooms, http, threads, this::posted);
        this.ripeness = new Ripeness(rooms, book);
        this.exits = new Exits(rooms, book, commands, this::afterExit);
        this.oldRuns = new OldRuns(rooms);
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
        left.forEach(this::resume);
        rooms.rows().toPost().forEach(webhooks::post);
        book.jobs().forEach(this::waitsNoLonger);
        tick();
    }

    private void resume(Run run) {
        if (rooms.intake().find(run.id()).isPresent()) {
            rooms.runs().await(new RunId(run.id()), Duration.ZERO).ifPresent(end -> ended(run, turning.result(end)));
        } else if (run.stage() == Stage.RUNNING) {
            ended(run, Result.unknown("the outcome is unknown: the gateway stopped while the command ran. Check what it did before you repeat it"));
        } else {
            book.find(run.job()).ifPresentOrElse(job -> work(job, run),
                    () -> ended(run, Result.failed("", "the job was removed before its run began", "unknown", false)));
        }
    }

    /** The alarm rang, or something changed. */
    synchronized void tick() {
        if (stopped || !started) {
            return;
        }
        refused = false;
        boolean enabled = rooms.config().get().enabled();
        if (enabled) {
            book.jobs().forEach(this::fireDue);
        }
        alarm.set(enabled ? book.due() : OptionalLong.empty(), refused ? SOON : Duration.ZERO);
    }

    private void fireDue(Job job) {
        if (!job.enabled()) {
            return;
        }
        try {
            if (job.timing() instanceof Timing.OnExit exit && !open.anyOf(job)) {
                exits.watch(job, exit).ifPresent(result -> exited(job, result));
            }
            long now = rooms.now();
            for (OptionalLong due = book.state(job.id()).due(); book.find(job.id()).isPresent() && due.isPresent() && due.getAsLong() <= now;
                    due = book.state(job.id()).due()) {
                fire(job, now);
            }
        } catch (Permanent impossible) {
            LOG.warn("cron job {} ({}) cannot be started and is disabled: {}", job.id(), job.name(), impossible.getMessage());
            book.disable(job);
            changed("updated", job, Json.object());
        } catch (Transient full) {
            LOG.warn("cron job {} waits: {}", job.id(), full.getMessage());
            refused = true;
        }
    }

    private void fire(Job job, long now) {
        JobState state = book.state(job.id()).copy();
        Fate fate = ripeness.judge(job, state, now, open.anyOf(job));
        if (fate instanceof Fate.Begins due) {
            begin(due.shot(), state);
        } else if (fate instanceof Fate.Skipped passed) {
            skip(passed.shot(), state, passed.why());
        } else {
            book.save(job, state);
        }
    }

    private void skip(Shot shot, JobState state, String why) {
        state.node().put("consecutiveSkipped", state.node().path("consecutiveSkipped").asInt() + 1).put("lastRunStatus", "skipped")
                .put("lastStatus", "skipped");
        firing.skip(shot, state.told(), why);
        book.now(shot.job().id(), state);
        changed("updated", shot.job(), Json.object());
    }

    private void begin(Shot shot, JobState state) {
        Job job = shot.job();
        JobState before = book.state(job.id());
        state.node().put("runningAtMs", rooms.now());
        open.opened(job.id(), shot.id());
        Optional<Run> run = Optional.empty();
        try {
            run = firing.fire(shot, state.told());
        } finally {
            if (run.isEmpty()) {
                open.closed(job.id(), shot.id());
            }
        }
        if (run.isEmpty() && !before.node().has("runningAtMs")) {
            state.node().remove("runningAtMs");
        }
        book.now(job.id(), state);
        run.ifPresent(fired -> {
            changed("started", job, fired.entry());
            work(job, fired);
        });
    }

    /** What of a fired run is not done by a turn. */
    private void work(Job job, Run run) {
        if (job.payload() instanceof Payload.Command command) {
            commands.run(rooms.places().agent(job), command,
                    () -> rooms.ledger().commit(Step.named("begin").change(LogRows.begin(run.id(), rooms.boot())).build()) == Outcome.APPLIED,
                    result -> end(run.id(), result));
        } else if (job.payload() instanceof Payload.Event event && !job.wakesNow()) {
            ended(run, Result.ok(event.text()));
        }
    }

    private synchronized void afterExit(String id, Result result) {
        exits.forget(id);
        book.find(id).filter(job -> job.enabled() && job.timing() instanceof Timing.OnExit).ifPresent(job -> exited(job, result));
    }

    private void exited(Job job, Result result) {
        JobState state = book.state(job.id()).copy();
        state.own().remove("watch");
        begin(exits.shot(job, result), state);
    }

    /** @param id of a run that somebody says has ended */
    synchronized void end(String id, Result result) {
        if (stopped) {
            return;
        }
        rooms.rows().find(id).filter(run -> run.stage() != Stage.DONE).ifPresent(run -> ended(run, result));
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

    private void ended(Run run, Result result) {
        open.closed(run.job(), run.id());
        Optional<Job> job = book.find(run.job());
        Optional<ObjectNode> entry = ending.end(run, result, job.filter(open::anyOf).isEmpty());
        job.filter(each -> entry.isPresent()).ifPresent(each -> changed("finished", book.find(each.id()).orElse(each), entry.orElseThrow()));
        oldRuns.sweep(run);
        if (entry.isPresent()) {
            rooms.rows().find(run.id()).filter(done -> !done.post().isEmpty()).ifPresent(webhooks::post);
        }
        book.find(run.job()).ifPresent(this::waitsNoLonger);
    }

    private void waitsNoLonger(Job job) {
        if (book.state(job.id()).waits() && !open.anyOf(job)) {
            JobState state = book.state(job.id()).copy();
            state.own().put("waited", true).remove("waits");
            book.save(job, state);
        }
    }

    private synchronized void posted(Run run, Map<String, String> wrong) {
        if (!stopped) {
            rooms.rows().find(run.id()).ifPresent(kept -> ending.posted(kept, wrong));
            book.find(run.job()).ifPresent(job -> changed("updated", job, Json.object()));
        }
    }

    /** A part of what a run announced has arrived, or cannot. The log is told when all of it has come to an end. */
    synchronized void delivered(RunId announced) {
        List<Held> parts = rooms.outbox().parts(announced);
        if (stopped || parts.stream().anyMatch(part -> part.state().onItsWay())) {
            return;
        }
        Optional<Held> lost = parts.stream().filter(part -> part.state() != State.SENT).findFirst();
        rooms.rows().find(announced.value().substring(Outward.ANNOUNCED.length())).ifPresent(run -> {
            ending.delivered(run, lost.isEmpty(), lost.map(Held::why).orElse(""));
            book.find(run.job()).ifPresent(job -> changed("updated", job, Json.object()));
        });
    }

    synchronized Schedule.Started run(String id, Schedule.Mode mode) {
        start();
        book.refresh();
        Job job = book.get(id);
        OptionalLong due = book.state(id).due();
        if (mode == Schedule.Mode.IF_ENABLED && !job.enabled()) {
            return new Schedule.Started("", "disabled");
        }
        if (mode == Schedule.Mode.DUE && (!job.enabled() || due.isEmpty() || due.getAsLong() > rooms.now())) {
            return new Schedule.Started("", "not-due");
        }
        if (open.anyOf(job) && job.rules().overlap() != Rules.Overlap.PARALLEL) {
            return new Schedule.Started("", "already-running");
        }
        long now = rooms.now();
        manual++;
        String run = "manual:" + id + ":" + now + ":" + manual;
        begin(new Shot(job, run, "m" + now + "-" + manual, 0, 0), book.state(id).copy());
        return new Schedule.Started(run, "");
    }

    void changed(String action, Job job, ObjectNode entry) {
        rooms.events().publish(new Schedule.Changed(action, book.shown(job), entry));
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
