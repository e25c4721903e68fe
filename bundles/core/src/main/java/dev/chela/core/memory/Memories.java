package dev.chela.core.memory;

import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Passage;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.core.agent.Agent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The memory of every agent, each on its own. Nothing is opened before it is first asked for. Safe on any thread. */
public interface Memories {
    /** As {@link dev.chela.api.grant.Memory#search}. @param asking the conversation that asks, empty for people: it may not know of all others */
    Found search(Agent agent, Query query, Optional<SessionKey> asking, Cancellation cancellation);

    /** For people. */
    default Found search(Agent agent, Query query, Cancellation cancellation) {
        return search(agent, query, Optional.empty(), cancellation);
    }

    /** As {@link dev.chela.api.grant.Memory#read}. @param asking as for a search */
    Passage read(Agent agent, String path, int from, int lines, Optional<SessionKey> asking);

    /** For people. */
    default Passage read(Agent agent, String path, int from, int lines) {
        return read(agent, path, from, lines, Optional.empty());
    }

    /** The embedding model that is configured for an agent, as {@code provider/model}; empty when it is searched by words alone. */
    Optional<String> embedder(Agent agent);

    /** What the index holds now. Reads no memory file. */
    Status status(Agent agent);

    /** Brings the index up to date with the files, and its vectors with the passages. */
    Status refresh(Agent agent, Cancellation cancellation);

    /** Throws the index away and makes it again. */
    Status rebuild(Agent agent, Cancellation cancellation);

    /**
     * @param index the database
     * @param behind whether files have changed since they were indexed
     * @param refused files that are not read, and why: too large, linked from elsewhere, not text
     * @param vectors how many texts have one
     * @param trouble what last kept the embedding model from being used; empty for nothing
     */
    record Status(boolean enabled, Path index, int files, int chunks, boolean behind, List<String> refused, int vectors, String trouble) {}
}
