package dev.chela.core.command;

import dev.chela.api.command.Command;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;

/** A command that takes its time and changes nothing: what is said after it need not wait. */
public interface Apart extends Command {
    /**
     * Announced when one with words behind it has been answered, before its end is.
     *
     * @param run the end that follows
     * @param asked what stood behind its name
     * @param failed whether the answer says why there is none
     */
    record Answered(RunId run, SessionKey session, String asked, String answer, boolean failed) {}
}
