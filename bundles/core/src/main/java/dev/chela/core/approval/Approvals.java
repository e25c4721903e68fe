package dev.chela.core.approval;

import dev.chela.api.task.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks people, and remembers their word. */
public interface Approvals {
    /** How long a request waits for its answer. */
    Duration LIFE = Duration.ofMinutes(30);

    /** What policy says to a call; asks nobody yet. */
    Ruling rule(Plan plan);

    /**
     * Puts a request on disk and announces it. The same call twice is one request: after a restart it is announced again, or found
     * to have been answered.
     */
    Approval request(Wish wish);

    /**
     * Waits until it is decided or has expired.
     *
     * @throws java.util.concurrent.CancellationException when cancelled; the request stays
     */
    Approval await(String id, Cancellation cancellation) throws InterruptedException;

    /**
     * @param by who decides, for people
     * @throws dev.chela.api.fault.Permanent when nothing of this id waits, or it cannot be decided so
     */
    Approval resolve(String id, Approval.Decision decision, String by);

    /** Nobody wants it any more. Does nothing when it is decided. */
    void cancel(String id);

    Optional<Approval> find(String id);

    /** Those that wait, oldest first. */
    List<Approval> pending();

    /**
     * A call of a tool that is about to happen.
     *
     * @param call stable across a restart
     * @param callId the model's own id of it
     * @param arguments as the model wrote them
     * @param origin of the input that the run answers; empty when it came over no channel
     * @param workspace where commands start that do not say where
     */
    record Plan(String call, String callId, String session, String agent, String tool, String arguments, String origin, Path workspace) {}

    /**
     * What a person is to be asked.
     *
     * @param id empty to have one made
     * @param always whether it may be allowed for good
     * @param origin where the person is who wanted it, to be asked there too; empty when over no channel
     */
    record Wish(String id, String call, Approval.Order order, boolean always, Duration life, String origin) {}

    /** What is to be done about a call. */
    sealed interface Ruling {
        /** It may happen. */
        record Free() implements Ruling {}

        /** It may not, and why. */
        record Refused(String why) implements Ruling {}

        /** A person is to be asked this. */
        record Ask(Approval.Order order, boolean always) implements Ruling {}
    }

    /** From now until it is closed, this call may run this command. */
    Pass open(Plan plan);

    /** Taken back when the call has ended. */
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }
}
