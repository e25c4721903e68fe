package dev.chela.core.command.internal;

import dev.chela.api.id.SessionKey;

/** A command some of whose uses are words to the assistant after all. */
interface Passing {
    boolean passes(SessionKey session, String args);
}
