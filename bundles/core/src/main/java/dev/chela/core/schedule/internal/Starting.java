package dev.chela.core.schedule.internal;

import dev.chela.api.id.RunId;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.internal.Firing.Shot;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.schedule.internal.LogRows.Stage;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Lets runs begin, also those that a stop kept from it, or writes down why one did not. Under the scheduler's lock. */
final class Starting {
    private final Rooms rooms;
    private final Book book;
    private final OpenRuns open;
    private final Firing firing;
    private final Commands commands;
    private final Closing closing;
    private final BiConsumer<String, Result> ended;
    private final Turning turning;
    private long manual;

    /** @param ended told a run's id and what came of its command, on another thread */
    Starting(Rooms rooms, Book book, OpenRuns open, Commands commands, Closing closing, BiConsumer<String, Result> ended) {
        this.rooms = rooms;
        this.book = book;
        this.open = open;
        this.firing = new Firing(rooms);
        this.commands = commands;
        this.closing = closing;
        this.ended = ended;
        this.turning = new Turning(rooms);
    }

    /** @throws dev.chela.api.fault.Transient when the inbox or the disk takes nothing now; then nothing has changed */
    void begin(Shot shot, JobState state) {
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
            book.tell("started", job, fired.entry());
            work(job, fired);
        });
    }

    /** Goes on with what had fired when the gateway stopped. */
    void resume(Run run) {
        if (rooms.intake().find(run.id()).isPresent()) {
            rooms.runs().await(new RunId(run.id()), Duration.ZERO).ifPresent(end -> closing.end(run, turning.result(end)));
        } else if (run.stage() == Stage.RUNNING) {
            closing.end(run, Result.unknown("the outcome is unknown: the gateway stopped while the command ran. Check what it did before you repeat it"));
        } else {
            book.find(run.job()).ifPresentOrElse(job -> work(job, run),
                    () -> closing.end(run, Result.failed("", "the job was removed before its run began", "unknown", false)));
        }
    }

    /** What of a fired run is not done by a turn. */
    private void work(Job job, Run run) {
        if (job.payload() instanceof Payload.Command command) {
            commands.run(rooms.places().agent(job), command,
                    () -> rooms.ledger().commit(Step.named("begin").change(LogRows.begin(run.id(), rooms.boot())).build()) == Outcome.APPLIED,
                    result -> ended.accept(run.id(), result));
        } else if (job.payload() instanceof Payload.Event event && !job.wakesNow()) {
            closing.end(run, Result.ok(event.text()));
        }
    }

    /** Beside the schedule, which stays as it is. @return the run */
    String byHand(Job job) {
        long now = rooms.now();
        manual++;
        String run = "manual:" + job.id() + ":" + now + ":" + manual;
        begin(new Shot(job, run, "m" + now + "-" + manual, 0, 0), book.state(job.id()).copy());
        return run;
    }

    void skip(Shot shot, JobState state, String why) {
        state.node().put("consecutiveSkipped", state.node().path("consecutiveSkipped").asInt() + 1).put("lastRunStatus", "skipped")
                .put("lastStatus", "skipped");
        firing.skip(shot, state.told(), why);
        book.now(shot.job().id(), state);
        book.tell("updated", shot.job(), Json.object());
    }
}
