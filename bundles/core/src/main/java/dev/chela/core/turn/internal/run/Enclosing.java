package dev.chela.core.turn.internal.run;

import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input;
import dev.chela.core.media.Kept;

/** Gets files that answers name, as far as whoever the answer is for may have them. */
public interface Enclosing {
    /** No file goes anywhere. */
    Enclosing NONE = new Enclosing() {
        @Override
        public boolean possible(String origin) {
            return false;
        }

        @Override
        public Kept keep(Whose whose, String place) {
            throw new dev.chela.api.fault.Denied("no files are sent from here");
        }
    };

    /** Whose answer it is. @param origin where it goes */
    record Whose(RunId run, SessionKey session, Input input, String origin) {}

    /** Whether files can be sent there. */
    boolean possible(String origin);

    /**
     * Keeps one file. Blocks.
     *
     * @param place a path, or an https address
     * @throws dev.chela.api.fault.Fault when it cannot be had, or may not
     */
    Kept keep(Whose whose, String place);
}
