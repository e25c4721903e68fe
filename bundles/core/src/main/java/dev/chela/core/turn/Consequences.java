package dev.chela.core.turn;

import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.store.Step;

/** What follows from runs in rooms that the turn does not know: declared here, implemented above. Safe on any thread. */
public interface Consequences {
    /** Nothing follows. */
    Consequences NONE = new Consequences() {
        @Override
        public void ended(Step.Builder step, Ending ending) {}

        @Override
        public String briefing(SessionKey session) {
            return "";
        }
    };

    /** The stop reason of a run that waits for what it set to work. */
    String YIELD = "yield";

    /** Adds to the step that ends a run what becomes true with its end. Under the session's lock: nothing slow. */
    void ended(Step.Builder step, Ending ending);

    /** What a conversation is told with each question of what it has under way; empty for nothing. */
    String briefing(SessionKey session);

    /** @param session as the step leaves it */
    record Ending(Input input, Runs.Settled settled, String stopReason, Session session) {}
}
