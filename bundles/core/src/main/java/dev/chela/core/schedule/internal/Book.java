package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.schedule.Schedule.NoSuchJob;
import dev.chela.core.store.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs and what is known of them: the only owner of both. Not safe on several threads: the scheduler's lock is around it. */
final class Book {
    private static final Logger LOG = LoggerFactory.getLogger(Book.class);

    private final Rooms rooms;
    private final JobFile file;
    private final ZoneId zone;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, String> faulty = new LinkedHashMap<>();
    private final Map<String, JobState> states;
    /** By job; what is asked of all of them whenever anything happens. */
    private final Map<String, OptionalLong> due = new HashMap<>();

    Book(Rooms rooms, JobFile file, ZoneId zone) {
        this.rooms = rooms;
        this.file = file;
        this.zone = zone;
        this.states = rooms.rows().states();
    }

    JobFile file() {
        return file;
    }

    List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    Map<String, String> faulty() {
        return faulty;
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Job get(String id) {
        return find(id).orElseThrow(() -> new NoSuchJob(id));
    }

    /** Never changed in place. */
    JobState state(String id) {
        return states.computeIfAbsent(id, each -> JobState.fresh());
    }

    /** The state as it is from now on, once its step is committed. */
    void now(String id, JobState state) {
        states.put(id, state);
        due.remove(id);
    }

    /** When something of the job is to be done next. */
    OptionalLong due(String id) {
        return due.computeIfAbsent(id, each -> state(each).due());
    }

    /** Those in use for which something may be to be done by now. */
    List<Job> ripe(long now) {
        return jobs.values().stream().filter(Job::enabled)
                .filter(job -> job.timing() instanceof Timing.OnExit || due(job.id()).orElse(Long.MAX_VALUE) <= now).toList();
    }

    void save(Job job, JobState state) {
        rooms.ledger().commit(Step.named("job").change(LogRows.save(job.id(), state.told())).build());
        now(job.id(), state);
    }

    /** Takes up what the file says by now. @return whether it said something new */
    boolean refresh() {
        try {
            if (!file.changed()) {
                return false;
            }
        } catch (Permanent wrong) {
            if (!wrong.getMessage().equals(faulty.put(file.path().toString(), wrong.getMessage()))) {
                LOG.warn("{}; the jobs stay as they were", wrong.getMessage());
            }
            return false;
        }
        jobs.clear();
        faulty.clear();
        file.jobs().forEach(this::take);
        List.copyOf(states.keySet()).stream().filter(id -> !jobs.containsKey(id) && !faulty.containsKey(id)).forEach(this::forget);
        jobs().forEach(this::reckon);
        return true;
    }

    private void forget(String id) {
        states.remove(id);
        due.remove(id);
        rooms.ledger().commit(Step.named("forget job").change(LogRows.forget(id)).build());
    }

    private void take(ObjectNode source) {
        String id = source.path("id").asText(source.path("jobId").asText(""));
        try {
            Job job = Job.read(source, zone);
            jobs.put(job.id(), job);
        } catch (Permanent wrong) {
            faulty.put(id.isEmpty() ? source.path("name").asText("?") : id, String.valueOf(wrong.getMessage()));
            LOG.warn("job {} in {} is not run: {}", id.isEmpty() ? source.path("name") : id, file.path(), wrong.getMessage());
        }
    }

    /** Puts a job into the file and takes it up. */
    void put(Job job) {
        file.put(job.id(), Optional.of(job.source()));
        jobs.put(job.id(), job);
        reckon(job);
    }

    Job read(ObjectNode source) {
        return Job.read(source, zone);
    }

    void remove(String id) {
        file.put(id, Optional.empty());
        jobs.remove(id);
        forget(id);
    }

    /** Computes again when a job is due next. A time that has fired does not fire again, whatever comes out. */
    void reckon(Job job) {
        JobState before = state(job.id());
        JobState after = before.copy();
        if (after.own().path("done").asBoolean() && job.enabled() && after.own().path("scheduled").asText().equals(job.scheduled())) {
            finish(job);
            return;
        }
        if (!job.enabled()) {
            after.next(OptionalLong.empty());
            after.own().remove(List.of("retryAt", "holdUntil", "waits", "scheduled", "done"));
        } else if (!after.own().path("scheduled").asText().equals(job.scheduled())) {
            activate(job, after);
        } else if (after.next().isPresent() && !(job.timing() instanceof Timing.At)) {
            after.next(sooner(job, after.next().getAsLong()));
        }
        if (!after.told().equals(before)) {
            save(job, after);
        }
    }

    /** After the wall clock went back, or the rules of a zone changed. */
    private OptionalLong sooner(Job job, long next) {
        OptionalLong fresh = after(job, rooms.now());
        return fresh.isPresent() && fresh.getAsLong() < next ? fresh : OptionalLong.of(next);
    }

    /** What OpenClaw says of a job's past holds for one that came from there: what ran does not run again. */
    private void activate(Job job, JobState state) {
        JsonNode past = job.source().path("state");
        state.own().put("scheduled", job.scheduled()).remove(List.of("retryAt", "holdUntil", "waits", "watch", "done"));
        state.node().put("scheduleActivatedAtMs", rooms.now()).remove(List.of("consecutiveErrors", "consecutiveSkipped", "autoDisabled"));
        if (job.timing() instanceof Timing.At at) {
            long time = at.instant().toEpochMilli();
            boolean ran = Math.max(past.path("lastRunAtMs").asLong(), state.node().path("lastRunAtMs").asLong()) >= time;
            state.next(ran ? OptionalLong.empty() : OptionalLong.of(time));
        } else {
            state.next(after(job, rooms.now()));
        }
    }

    OptionalLong after(Job job, long time) {
        return job.timing().after(Instant.ofEpochMilli(time)).map(next -> OptionalLong.of(next.toEpochMilli())).orElse(OptionalLong.empty());
    }

    /** A job that runs once has run: the file says so, and then the database need not. One that failed stays, to be looked at. */
    void finish(Job job) {
        if (job.deleteAfterRun() && state(job.id()).node().path("lastRunStatus").asText().equals("ok")) {
            remove(job.id());
        } else {
            disable(job);
        }
    }

    /** The schedule takes a job out of use. */
    void disable(Job job) {
        ObjectNode off = job.source().deepCopy();
        off.put("enabled", false).put("updatedAtMs", rooms.now()).remove("state");
        put(read(off));
    }

    /** A job as clients see it: it says whose it is, also where its definition leaves that open. */
    ObjectNode shown(Job job) {
        ObjectNode shown = job.source().deepCopy();
        shown.remove("state");
        shown.put("enabled", job.enabled()).put("sessionTarget", job.target()).put("wakeMode", job.wakesNow() ? "now" : "next-heartbeat");
        shown.put("createdAtMs", shown.path("createdAtMs").asLong()).put("updatedAtMs", shown.path("updatedAtMs").asLong());
        shown.put("configRevision", job.revision());
        if (job.agent().isEmpty()) {
            shown.put("agentId", rooms.places().agent(job).value());
        }
        ObjectNode state = state(job.id()).shown();
        shown.set("state", state);
        for (String told : List.of("nextRunAtMs", "lastRunAtMs", "lastRunStatus", "lastDelivered", "lastDeliveryStatus", "lastDeliveryError")) {
            if (state.has(told)) {
                shown.set(told, state.get(told));
            }
        }
        return state.has("lastError") ? shown.put("lastRunError", state.path("lastError").asText()) : shown;
    }

    /** Tells clients what became of a job. */
    void tell(String action, Job job, ObjectNode entry) {
        rooms.events().publish(new Schedule.Changed(action, shown(job), entry));
    }

    /** When something is to be done next. */
    OptionalLong due() {
        return jobs.values().stream().filter(Job::enabled).map(job -> due(job.id())).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min();
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        faulty.forEach((id, why) -> faults.add(id + ": " + why));
        return faults;
    }
}
