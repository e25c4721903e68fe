package dev.chela.core.turn;

import dev.chela.api.id.SessionKey;
import dev.chela.core.media.Shown;

/** The files of this machine that answers name, for those who read a conversation on a page. */
public interface AnswerMedia {
    /**
     * A file as it is at this moment. Blocks. May be called on any thread.
     *
     * @param entry id of an answer of this conversation
     * @param place as a line of that answer names it
     * @param most bytes
     * @throws dev.chela.api.fault.Denied when the agent's tools could not read it, or it lies outside the workspace and the answer was not for the owner
     * @throws dev.chela.api.fault.Permanent when the answer names no such file, it is not there, or it is larger
     */
    Shown find(SessionKey session, String entry, String place, long most);
}
