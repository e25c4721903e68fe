package dev.chela.tool.files;

import java.util.List;
import java.util.Optional;

/** What a patch asks for, file by file. */
record Patch(List<Section> sections) {
    /** One file. */
    sealed interface Section {
        String path();
    }

    record Add(String path, String content) implements Section {}

    record Delete(String path) implements Section {}

    record Update(String path, Optional<String> moveTo, List<Hunk> hunks) implements Section {}

    /**
     * @param headings lines to go to first, one after the other
     * @param old what stands there, context included
     * @param fresh what shall stand there
     * @param atEnd whether it is the end of the file
     */
    record Hunk(List<String> headings, List<String> old, List<String> fresh, boolean atEnd) {}
}
