package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.internal.Document.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The configuration as one reading of the files gave it.
 *
 * @param text of the main file; empty when there is none
 * @param written the tree after {@code $include}, before substitution
 * @param tree the same after substitution
 * @param unresolved where a variable was missing: the value stands as it was written, and a secret there counts as absent
 * @param files every file that was read
 */
record Source(boolean exists, String text, ObjectNode written, ObjectNode tree, Map<KeyPath, Place> places,
        Set<KeyPath> unresolved, Set<Path> files, List<Issue> issues, List<Issue> warnings) {
    JsonNode at(KeyPath path) {
        return at(tree, path);
    }

    private static JsonNode at(JsonNode root, KeyPath path) {
        JsonNode node = root;
        for (String part : path.parts()) {
            node = node.isArray() ? node.path(Integer.parseInt(part)) : node.path(part);
        }
        return node;
    }

    /** Where a key stands, or the nearest thing around it that stands anywhere. */
    Place place(KeyPath path) {
        for (KeyPath at = path; !at.isRoot(); at = at.parent()) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
        }
        return Place.UNKNOWN;
    }

    /** Whether a variable had a part in the value. */
    boolean substituted(KeyPath path) {
        return !at(written, path).equals(at(tree, path));
    }

    Issue issue(KeyPath path, String message) {
        Place place = place(path);
        return new Issue(path.toString(), place.file().isEmpty() ? message : message + " (" + place.file() + ")", place.line());
    }

    /** Whether another reading says the same, variables included. */
    boolean sameAs(Source other) {
        return exists == other.exists && text.equals(other.text) && tree.equals(other.tree) && issues.equals(other.issues)
                && warnings.equals(other.warnings);
    }

    /** A file as the system knows it; what is not there yet by its own name. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException absent) {
            return file.toAbsolutePath().normalize();
        }
    }

    boolean usesIncludes() {
        return files.size() > 1;
    }
}
