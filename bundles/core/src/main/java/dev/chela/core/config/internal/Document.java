package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import java.util.List;
import java.util.Map;

/**
 * One text as it was written: its tree, and where each key stood.
 *
 * @param issues empty when the whole text could be read; else the tree holds nothing
 */
record Document(ObjectNode tree, Map<KeyPath, Place> places, List<Issue> issues) {
    record Place(String file, int line) {
        static final Place UNKNOWN = new Place("", 0);
    }
}
