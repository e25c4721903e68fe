package dev.chela.core.session;

import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is running, for rooms below the turn: declared here, implemented by {@code turn}. */
public interface Runs {
    /** The run that holds the session's lane now. */
    Optional<Active> active(SessionKey session);

    List<Active> all();

    /** What was said to this session and that no run has taken up yet, in order. */
    List<Input> waiting(SessionKey session);

    /**
     * Ends the session's run, and takes its waiting inputs back; an abort is a commit and is never undone by a restart.
     *
     * @param only just this run, or empty for everything of the session
     * @return the runs that this call ended
     */
    List<RunId> abort(SessionKey session, Optional<RunId> only, String why);

    /** Somebody ended everything of a session, or one run of it; also told when nothing ran there, since it may have set others to work. */
    record Halted(SessionKey session, Optional<RunId> only, String why) {}

    /** Waits until the session's lane is empty. @return whether it became so in time */
    boolean quiet(SessionKey session, Duration atMost);

    /**
     * Ends everything of the session, as {@link #abort} does, and makes a change before anything new begins: what comes meanwhile
     * waits in the lane, and runs behind the change.
     *
     * @param change runs on the calling thread
     * @return what the change returned; empty when a run did not end in time, and then nothing was changed
     */
    <T> Optional<T> inBetween(SessionKey session, String why, Duration atMost, Supplier<T> change);

    /**
     * Waits until the run that goes on has ended, and makes a change before anything else begins: what waits runs behind the change.
     *
     * @param change runs on the calling thread
     * @return what the change returned; empty when the run did not end in time, and then nothing was changed
     */
    <T> Optional<T> whenFree(SessionKey session, Duration atMost, Supplier<T> change);

    /** How a run ended, waiting for it if need be, even when nobody has asked for it yet; empty when it did not end in time. */
    Optional<Settled> await(RunId run, Duration atMost);

    /** How a run ended, or that it goes on; empty when it is unknown. */
    Optional<State> state(RunId run);

    enum State { QUEUED, RUNNING, OK, ERROR, ABORTED }

    /** @param text the answer as shown so far */
    record Active(RunId run, SessionKey session, long startedAt, String text) {}

    /** @param error empty unless the state is ERROR; {@code kind} is one of refusal, timeout, rate_limit, context_length, unknown */
    record Settled(RunId run, SessionKey session, State state, String text, String error, String kind, long startedAt, long endedAt) {}
}
