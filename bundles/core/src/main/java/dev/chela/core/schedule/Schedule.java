package dev.chela.core.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The jobs: what is to happen when, and what became of it. Jobs and entries of the log are JSON objects as OpenClaw's protocol and its
 * file {@code cron/jobs.json} have them, so that a person who edits the file and a client that asks see the same. Reading changes
 * nothing but takes up a file that was edited meanwhile. Safe on any thread.
 */
public interface Schedule {
    /** Every job, with its state, in the order of the file. */
    List<ObjectNode> jobs();

    /** A job with its state. */
    Optional<ObjectNode> job(String id);

    /**
     * Adds a job. It is in the file when this returns.
     *
     * @param definition without an id; {@code name}, {@code schedule} and {@code payload} at least
     * @throws dev.chela.api.fault.Permanent naming the property that is wrong
     */
    ObjectNode add(ObjectNode definition);

    /**
     * Adds a job, or makes the one that has its {@code declarationKey} already what is declared: two who declare at once make one job.
     *
     * @param definition as for {@link #add}, with a {@code declarationKey}
     * @throws dev.chela.api.fault.Permanent naming the property that is wrong
     */
    Declared declare(ObjectNode definition);

    /** @param created whether there was none under that key */
    record Declared(ObjectNode job, boolean created) {}

    /**
     * Changes a job.
     *
     * @param patch properties to be set; null takes one away; {@code payload} and {@code delivery} are patched in turn
     * @param revision what {@code configRevision} must be; empty for whatever it is
     * @throws dev.chela.api.fault.Permanent naming the property that is wrong, or that the job has changed meanwhile
     * @throws NoSuchJob when there is none
     */
    ObjectNode update(String id, ObjectNode patch, String revision);

    /** @throws NoSuchJob when there is none; its log stays until it is old */
    void remove(String id);

    /**
     * Starts a run beside the schedule and returns at once.
     *
     * @throws NoSuchJob when there is none
     */
    Started run(String id, Mode mode);

    /** What ended, newest first. */
    List<ObjectNode> log(Optional<String> job);

    Status status();

    enum Mode {
        /** Only when it is due. */
        DUE,
        FORCE,
        /** Unless it is disabled. */
        IF_ENABLED
    }

    /** @param runId empty when it was not started @param reason why it was not; empty when it was */
    record Started(String runId, String reason) {}

    /** @param file of the definitions @param faulty jobs in the file that are not run, and why @param nextAt milliseconds since 1970 */
    record Status(boolean enabled, String file, int jobs, List<String> faulty, OptionalLong nextAt) {}

    /**
     * Something happened to a job, by the commit that this follows.
     *
     * @param action added, updated, removed, started, finished
     * @param job as it is now; of a removed one as it was
     * @param entry of the log, when a run ended; of a run that began, what is known by then; else empty
     */
    record Changed(String action, ObjectNode job, ObjectNode entry) {}

    /** There is no such job. */
    final class NoSuchJob extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String id;

        public NoSuchJob(String id) {
            super("unknown cron job id: " + id);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }
}
