package dev.chela.core.command;

import dev.chela.api.command.Command;
import dev.chela.api.id.SessionKey;

/** A command that people give without a slash where it is plain what they mean. */
public interface Bare extends Command {
    boolean says(SessionKey session, String text);

    /** What of such a message is the command's arguments. */
    default String args(String text) {
        return "";
    }
}
