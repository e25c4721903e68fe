package dev.chela.core.session;

import dev.chela.api.id.SessionKey;
import dev.chela.core.store.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** What was said, read from the transcripts. Writing goes through steps, with {@link Entry#in}. */
public interface Transcripts {
    /** All entries since the last reset, the reset or the header first, in the order in which they were written, whatever branch. */
    List<Entry> tree(Session session);

    /** The entries of this {@link #tree} that lead to the session's leaf, oldest first. */
    List<Entry> conversation(Session session);

    /**
     * The end of the {@link #conversation}: from the first entry that its last compaction kept on, and all that the run at work has
     * written. Reading it costs what it is long, not what was said before; kept in memory while in use.
     */
    List<Entry> context(Session session);

    /** The messages of the {@link #conversation}, as far as this state of the session knows them. */
    List<Entry> messages(Session session);

    /** Shows these {@link #messages}, newest first, until the reader has enough: what it does not want to see is not read. */
    void back(Session session, Predicate<Entry> more);

    /** The newest of these {@link #messages} that is wanted. */
    default Optional<Entry> newest(Session session, Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>(1);
        back(session, entry -> {
            if (wanted.test(entry)) {
                found.add(entry);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** What this session itself has written since a moment, whatever branch, and before resets too; not what it was given by a fork. */
    List<Entry> written(Session session, Instant since);

    /**
     * A page of these {@link #messages}, newest page first.
     *
     * @param skip how many of the newest messages to leave out
     * @param limit how many to return at most, oldest of them first
     */
    Page page(Session session, int skip, int limit);

    /** How many messages the conversation has; empty where thousands of entries that nobody has counted yet would have to be read for it. */
    OptionalInt total(Session session);

    /**
     * Adds entries to a step: their lines, their facts, and a header line when they are the session's first.
     *
     * @return the session as it is once the step is applied; the caller saves it in the same step
     */
    Session append(Step.Builder step, Session session, List<Entry> entries);

    /** An entry went to disk, in this order for each session. */
    record Appended(SessionKey session, Entry entry) {}

    /** @param more whether something was said before these */
    record Page(List<Entry> messages, boolean more) {}
}
