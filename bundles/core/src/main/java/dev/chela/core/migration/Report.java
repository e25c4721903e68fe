package dev.chela.core.migration;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import found and what became of it.
 *
 * @param source the state directory that was read
 * @param rehearsal whether nothing was written
 * @param counts one for each kind of thing that there was
 * @param left what was not brought over, one line each
 * @param notes where things are that a person may look for
 */
public record Report(Path source, boolean rehearsal, List<Count> counts, List<Left> left, List<String> notes) {
    public Report {
        counts = List.copyOf(counts);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
    }

    /** @param brought by this import @param there since an earlier one, or in the same words @param left not brought */
    public record Count(String kind, long brought, long there, long left) {}

    /** @param kind as in {@link Count} @param what its name or place in the source @param why and what a person can do */
    public record Left(String kind, String what, String why) {}
}
