package dev.chela.core.command;

import dev.chela.api.id.SessionKey;
import java.util.List;

/** Rooms that have something going on for a conversation beside its run, for {@code /tasks}. */
public interface Tasks {
    /** Each in a line for people: what it is, its id, how it stands. */
    List<String> of(SessionKey session);
}
