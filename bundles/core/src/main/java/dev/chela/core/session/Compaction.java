package dev.chela.core.session;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.id.SessionKey;

/**
 * Shortens what a model sees of a conversation. Nothing is lost: the older part stays in the transcript, where people go on reading it.
 * Declared here, implemented by {@code turn}. Both wait for the run that goes on, and let none begin before they are done.
 */
public interface Compaction {
    /** The type of the entry that says from where on a model sees the conversation, and the summary of what was before. */
    String ENTRY = "compaction";

    /**
     * Lets the session's model write a summary of the older part; the newest exchanges stay as they are.
     *
     * @param focus what the summary must not leave out; empty for nothing in particular
     * @throws dev.chela.api.fault.Transient while a run is at work, or when the model may answer later
     * @throws dev.chela.api.fault.Permanent when the model gave no summary that can be used; nothing was changed
     * @throws java.util.concurrent.CancellationException when it was aborted, or the gateway stops
     */
    Outcome summarize(SessionKey session, String focus);

    /** Leaves the newest messages and hides those before them, without asking a model. Faults as {@link #summarize}. */
    Outcome keep(SessionKey session, int messages);

    /**
     * @param compacted false when there was nothing to shorten
     * @param kept how many messages a model still sees in full
     * @param tokensBefore roughly what it saw before
     */
    record Outcome(boolean compacted, int kept, long tokensBefore) {}

    /**
     * One that somebody asked for is at work, or has ended. Those that a run needs are told as the run's own.
     *
     * @param id the same for its beginning and its end
     * @param stage START, DONE or FAILED
     * @param why nothing was shortened; empty as long as that is not so
     */
    record Asked(SessionKey session, String id, AgentEvent.Stage stage, String why) {}
}
