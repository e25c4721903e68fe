package dev.chela.core.command;

import dev.chela.api.command.Command;

/** A command that does what it says once its answer is on disk, and so never again after a restart. */
public interface Afterwards extends Command {
    /** Called behind the commit of an answer that {@link #run} gave; not when it threw. */
    void answered();
}
