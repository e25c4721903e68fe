package dev.chela.core.config;

import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.Config.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Writes the configuration. A text is validated as a whole before it replaces the file, which happens atomically (0600, the earlier
 * ones beside it as {@code .bak}, {@code .bak.1} to {@code .bak.4}); when this returns, what was written is in force. Comments and layout of
 * what is not touched stay. A placeholder for a secret is put back to what the file says there, and so is the value of a
 * {@code ${VARIABLE}}. What an included file says is not written: an edit of it is refused, with the file's name.
 */
public interface ConfigEditor {
    /**
     * Makes the file say this. A text with comments is written as it is; one without changes values and leaves the comments that are
     * there.
     *
     * @param raw JSON5
     * @param base the hash of the file that was read before; empty to take it as it lies
     */
    Outcome set(String raw, Optional<String> base);

    /**
     * Merges an object into the configuration: null deletes, objects merge, lists whose entries all have an {@code id} merge by it, other
     * values replace.
     *
     * @param raw JSON5
     * @param replacePaths dotted; the lists there may lose entries. Elsewhere a patch that would lose some is refused
     * @param base as for {@link #set}
     */
    Outcome patch(String raw, List<String> replacePaths, Optional<String> base);

    sealed interface Outcome {
        /** @param changedPaths dotted, no values; empty when the configuration said that already and nothing was written */
        record Written(Snapshot now, List<String> changedPaths) implements Outcome {}

        /** Somebody else has written since. */
        record Outdated() implements Outcome {}

        /** Nothing was changed. @param issues none when {@code why} says all */
        record Refused(String why, List<Issue> issues) implements Outcome {}
    }
}
