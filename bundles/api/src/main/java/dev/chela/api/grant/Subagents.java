package dev.chela.api.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The power to set other conversations to work for the one that calls. They are kept on disk: each goes on after a restart, and when it
 * ends, its result is said to this conversation, once, which begins a turn or joins the one that goes on.
 */
@ProviderType
public interface Subagents {
    /**
     * Sets one to work and returns at once. The same call, run again after a crash, finds the one that it started.
     *
     * @throws dev.chela.api.fault.Denied when policy forbids it: depth, number, agent, or a chain that no person is part of any more
     * @throws dev.chela.api.fault.Permanent when there is no such agent
     */
    Started start(Task task);

    /** Those that this conversation set to work, the newest first; ended ones for some days. */
    List<Helper> list();

    /**
     * Waits until these have ended, or the time is over.
     *
     * @param ids of {@link Helper#id()}, or their labels; none for all that are at work
     * @throws dev.chela.api.fault.Permanent when one is not of this conversation
     * @throws java.util.concurrent.CancellationException when the call is cancelled
     */
    List<Helper> await(List<String> ids, Duration atMost) throws InterruptedException;

    /** Ends these, and all that they set to work; nothing is said of them. Ids as with {@link #await}; here none means none. */
    List<Helper> cancel(List<String> ids);

    /** The agents that may be set to work. */
    List<Peer> agents();

    /**
     * @param name what the model calls it; may be empty
     * @param label for people; may be empty
     * @param agent whose; empty for the caller's own
     * @param model empty for what is configured, else the caller's
     * @param thinking how hard the model is to think; empty for the caller's
     * @param timeout of each of its turns, zero for none; empty for what is configured
     * @param fork whether it knows what was said here before this turn
     * @param kept whether its conversation stays when it has ended
     * @param told whether its result is said to this conversation
     * @param directory where its tools start, as the caller writes paths: one that the caller's own tools reach; empty for its agent's workspace
     * @param walls whether it may work outside of a sandbox
     */
    record Task(String text, String name, String label, String agent, String model, String thinking, Optional<Duration> timeout,
            boolean fork, boolean kept, boolean told, String directory, Walls walls) {
        public Task(String text, String name, String label, String agent, String model, String thinking, Optional<Duration> timeout,
                boolean fork, boolean kept, boolean told) {
            this(text, name, label, agent, model, thinking, timeout, fork, kept, told, "", Walls.AS_CONFIGURED);
        }
    }

    /** Whether tools work in a sandbox. */
    enum Walls {
        /** As is configured for its agent; that of a caller in a sandbox does in any case. */
        AS_CONFIGURED,
        /** It is refused unless it would. */
        REQUIRED
    }

    /** @param notes what is otherwise than was asked for, for the model */
    record Started(Helper helper, List<String> notes) {
        public Started {
            notes = List.copyOf(notes);
        }
    }

    enum State { RUNNING, OK, ERROR, TIMEOUT, CANCELLED }

    /**
     * @param id of eight hexadecimal digits, unique among those of one conversation
     * @param session the key of its conversation
     * @param run its first
     * @param model empty for its agent's usual
     * @param result its last answer, or why there is none; empty while it is at work
     * @param tokens read and written, those of its own sub-agents included
     */
    record Helper(String id, String session, String run, String label, String model, State state, Instant startedAt,
            Optional<Instant> endedAt, String result, long tokens) {}

    record Peer(String id, String name) {}
}
