package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Program;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.schedule.internal.LogRows.Stage;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fires: one commit that holds the run, the job's next time, and what the run begins with. The run's id is made of the job and the time
 * that it fires for, so that no time fires twice, whatever died in between.
 */
final class Firing {
    private static final Duration ISOLATED = Duration.ofMinutes(60);
    private static final String UNATTENDED = "You were started by a schedule and nobody reads along: do what is asked without asking back."
            + " Your last answer is what is handed on. When there is nothing to hand on, answer NO_REPLY and nothing else.";

    private final Rooms rooms;

    Firing(Rooms rooms) {
        this.rooms = rooms;
    }

    /** @param short id of the run within the job */
    record Shot(Job job, String id, String run, long scheduled, int attempt) {
        static Shot at(Job job, long scheduled, int attempt) {
            String run = attempt == 0 ? "" + scheduled : scheduled + "-" + attempt;
            return new Shot(job, job.id() + "@" + run, run, scheduled, attempt);
        }
    }

    /** @return the run; empty when this time has fired before: then only the state is saved */
    Optional<Run> fire(Shot shot, JobState state) {
        Job job = shot.job();
        long now = rooms.now();
        Run run = new Run(shot.id(), job.id(), Stage.QUEUED, "", shot.scheduled(), shot.attempt(), now, "", entry(shot, now));
        boolean fresh = begins(shot, run, state, now);
        if (!fresh) {
            rooms.ledger().commit(Step.named("advance").change(LogRows.save(job.id(), state)).build());
        }
        return fresh ? Optional.of(run) : Optional.empty();
    }

    private boolean begins(Shot shot, Run run, JobState state, long now) {
        Job job = shot.job();
        if (job.payload() instanceof Payload.AgentTurn turn) {
            return submit(shot, run, state, turn(job, turn, shot), now);
        }
        if (job.payload() instanceof Payload.Event event && job.wakesNow()) {
            String line = SystemEvents.line(rooms.clock().now(), event.text());
            Manner manner = new Manner(Manner.Queue.FOLLOWUP, Optional.empty()).literally();
            return submit(shot, run, state, new Said(rooms.places().session(job, shot.run()), line, List.of(), "", manner), now);
        }
        Step.Builder step = Step.named("fire").change(LogRows.fire(run)).change(LogRows.save(job.id(), state))
                .fact(CronFacts.of(EventType.CRON_FIRED, run.entry()));
        if (job.payload() instanceof Payload.Event event) {
            rooms.systemEvents().add(step, rooms.places().session(job, shot.run()), event.text(), SystemEvents.Weight.CALL);
        }
        return rooms.ledger().commit(step.build()) == Outcome.APPLIED;
    }

    private boolean submit(Shot shot, Run run, JobState state, Said said, long now) {
        Input input = new Input(shot.id(), "cron", "", shot.id(), said, "", now);
        return rooms.intake().submit(input, List.of(LogRows.fire(run), LogRows.save(shot.job().id(), state)),
                List.of(CronFacts.of(EventType.CRON_FIRED, run.entry()))).fresh();
    }

    private Said turn(Job job, Payload.AgentTurn turn, Shot shot) {
        Program program = new Program(UNATTENDED, List.of(), List.of(), turn.tools().filter(names -> !names.isEmpty()).orElse(List.of()));
        Optional<Duration> timeout = turn.timeout().or(() -> Optional.of(ISOLATED));
        Manner manner = new Manner(Manner.Queue.FOLLOWUP, timeout, turn.thinking(), program).literally();
        SessionKey session = rooms.places().session(job, shot.run());
        return new Said(session, "[cron:" + job.id() + " " + job.name() + "] " + turn.message(), List.of(), turn.model(), manner);
    }

    private ObjectNode entry(Shot shot, long now) {
        ObjectNode entry = Json.object().put("ts", now).put("jobId", shot.job().id()).put("action", "finished");
        entry.put("runId", shot.id()).put("runAtMs", now).put("jobName", shot.job().name());
        if (!(shot.job().payload() instanceof Payload.Command)) {
            entry.put("sessionKey", rooms.places().session(shot.job(), shot.run()).value());
        }
        return entry;
    }

    /** Writes down that a time passed without a run. */
    void skip(Shot shot, JobState state, String why) {
        long now = rooms.now();
        ObjectNode entry = Json.object().put("ts", now).put("jobId", shot.job().id()).put("action", "finished").put("status", "skipped")
                .put("error", why).put("runId", shot.id()).put("runAtMs", now).put("durationMs", 0).put("jobName", shot.job().name());
        Run run = new Run(shot.id(), shot.job().id(), Stage.QUEUED, "", shot.scheduled(), shot.attempt(), now, "", entry);
        Outcome written = rooms.ledger().commit(Step.named("skip").change(LogRows.fire(run)).change(LogRows.end(run.id(), entry, now, ""))
                .change(LogRows.save(shot.job().id(), state)).fact(CronFacts.of(EventType.CRON_SKIPPED, entry)).build());
        if (written == Outcome.REFUSED) {
            rooms.ledger().commit(Step.named("advance").change(LogRows.save(shot.job().id(), state)).build());
        }
    }
}
