package dev.chela.core.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import java.util.List;
import java.util.Optional;

/**
 * An agent's transcripts as they lie on disk, for whoever makes something of all that was said: those of its sessions, and those of
 * conversations that are over. Not those of deleted sessions. Nothing that is read stays in memory.
 */
public interface TranscriptFiles {
    /** The last written first. Asks the disk each time. */
    List<Kept> list(AgentId agent);

    /** Whose a transcript is, and which conversation it holds; empty when its beginning says neither, or it is gone. */
    Optional<Beginning> beginning(Kept transcript);

    /**
     * Reads on from a place in the file, line by line.
     *
     * @param from 0, or what the reader was told with an entry
     * @throws dev.chela.api.fault.Transient when the disk does not give it
     */
    void read(Kept transcript, long from, Reader reader);

    /**
     * @param name unique in its agent: the key of a session, the file's name for what is over
     * @param bytes how long it was when it was listed
     */
    record Kept(String name, String file, long bytes, long changed) {}

    /** @param id changes when the conversation begins anew under its key */
    record Beginning(SessionKey session, String id) {}

    @FunctionalInterface
    interface Reader {
        /** @param end where the next entry begins @return whether to read on */
        boolean entry(Entry entry, long end);
    }
}
