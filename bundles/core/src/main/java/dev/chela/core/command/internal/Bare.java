package dev.chela.core.command.internal;

import dev.chela.api.id.SessionKey;

/** A command that people give without a slash where it is plain what they mean. */
interface Bare {
    boolean says(SessionKey session, String text);
}
