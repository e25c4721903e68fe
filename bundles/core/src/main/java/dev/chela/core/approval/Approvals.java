package dev.chela.core.approval;

import dev.chela.api.task.Cancellation;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Mandate;
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

    /** Those that wait no more, of the last 30 days, the latest first. */
    List<Approval> settled(Before before, int most);

    /**
     * Where a page of {@link #settled} goes on: after this one.
     *
     * @param resolvedAt milliseconds since 1970
     */
    record Before(long resolvedAt, String id) {
        /** The first page. */
        public static final Before NOW = new Before(Long.MAX_VALUE, "");
    }

    /**
     * A call of a tool that is about to happen.
     *
     * @param call stable across a restart
     * @param callId the model's own id of it
     * @param arguments as the model wrote them
     * @param origin of the input that the run answers; empty when it came over no channel
     * @param workspace where commands start that do not say where
     * @param speaker who set it off
     * @param leash what the message that set it off says of commands
     * @param heard everything that was said to the run; empty when nobody spoke to one
     */
    record Plan(String call, String callId, String session, String agent, String tool, String arguments, String origin, Path workspace,
            Speaker speaker, Leash leash, List<Input> heard) {
        public Plan(String call, String callId, String session, String agent, String tool, String arguments, String origin, Path workspace,
                Speaker speaker) {
            this(call, callId, session, agent, tool, arguments, origin, workspace, speaker, Leash.NONE, List.of());
        }

        /** What of all that was said to the run confines its commands. */
        public Leash confined() {
            return heard.stream().map(input -> input.said().manner().levels().leash()).reduce(leash, Leash::tightened);
        }

        /** It came over a channel, or from somebody else: a person is asked unless the owner configured otherwise. */
        public boolean isRemote() {
            return !origin.isEmpty() || speaker == Speaker.OTHERS;
        }
    }

    /** Whose word a call goes back to. */
    enum Speaker {
        OWNER,
        OTHERS;

        /** What another system sent, and what the house says for those who are not the owner, comes over no channel and is theirs all the same. */
        public static Speaker of(Input input) {
            Mandate mandate = input.said().mandate();
            return input.source().equals(Intake.WEBHOOK) || mandate.exists() && !mandate.behalf().owner() ? OTHERS : OWNER;
        }
    }

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
