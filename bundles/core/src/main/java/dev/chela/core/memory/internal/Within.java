package dev.chela.core.memory.internal;

import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.SessionKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which passages a search may meet. Every passage has a source: {@link #NOTES}, or the key of the conversation it was said in. A
 * conversation over a channel knows of no other, since somebody else may be listening there; the agent's main session, and what the owner
 * or a program opened by another way, know of all of the agent's. Pure.
 *
 * @param notes whether notes are searched
 * @param talks whether conversations are
 * @param only the one conversation that is not hidden; empty when none is
 */
record Within(boolean notes, boolean talks, String only) {
    static final String NOTES = "memory";
    static final Within NOTES_ALONE = new Within(true, false, "");

    /** @param asking the conversation that asks; empty when a person does by other ways */
    static Within of(Corpus corpus, MemorySettings.MemorySearch settings, Optional<SessionKey> asking) {
        boolean notes = corpus == Corpus.MEMORY || corpus == Corpus.ALL && settings.has(MemorySettings.Source.MEMORY);
        boolean talks = corpus == Corpus.SESSIONS || corpus == Corpus.ALL && settings.has(MemorySettings.Source.SESSIONS);
        return new Within(notes, talks, asking.filter(Within::mayBeOverheard).map(SessionKey::value).orElse(""));
    }

    /** What came in by a webhook was said by nobody whom the owner let in, and a sub-agent reports to whoever set it to work. */
    private static boolean mayBeOverheard(SessionKey key) {
        return SessionKeys.scope(key).isPresent() || key.rest().startsWith("hook:") || SessionKeys.isSpawned(key);
    }

    boolean has(String source) {
        return source.equals(NOTES) ? notes : talks && (only.isEmpty() || only.equals(source));
    }

    /** As a condition of SQL on a column of sources. */
    String condition(String column) {
        String talk = only.isEmpty() ? column + " <> ?" : column + " = ?";
        return notes && talks ? "(" + column + " = ? OR " + talk + ")" : notes ? column + " = ?" : talks ? talk : "0";
    }

    List<Object> arguments() {
        List<Object> arguments = new ArrayList<>();
        if (notes) {
            arguments.add(NOTES);
        }
        if (talks) {
            arguments.add(only.isEmpty() ? NOTES : only);
        }
        return arguments;
    }
}
