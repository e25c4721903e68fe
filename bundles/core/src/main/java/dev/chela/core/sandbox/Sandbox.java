package dev.chela.core.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the tools of one conversation can reach: this, the system's programs, and nothing else. Paths are the same inside and outside.
 *
 * @param directory where they start; the one place that can be written, apart from a {@code /tmp} that ends with each command
 * @param readable what can be read besides
 * @param writable what can be changed besides
 * @param hidden directories within these that are empty in it
 * @param network whether commands reach the network of the machine
 */
public record Sandbox(Path directory, List<Path> readable, List<Path> writable, List<Path> hidden, boolean network) {
    public Sandbox {
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
        hidden = List.copyOf(hidden);
    }

    public Sandbox(Path directory, List<Path> readable, List<Path> hidden, boolean network) {
        this(directory, readable, List.of(), hidden, network);
    }

    /** The same, in which these can be changed, too. */
    public Sandbox writing(List<Path> places) {
        return new Sandbox(directory, readable, places, hidden, network);
    }

    /** Whether a place, its links followed, is in it. */
    public boolean shows(Path place) {
        boolean there = place.startsWith(directory) || Stream.concat(readable.stream(), writable.stream()).anyMatch(place::startsWith);
        return there && hidden.stream().noneMatch(place::startsWith);
    }
}
