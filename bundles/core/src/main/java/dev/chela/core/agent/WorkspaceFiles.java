package dev.chela.core.agent;

import java.util.List;
import java.util.Optional;

/**
 * The files of workspaces, for people: those that make an agent what it is, by name, and all others to look at. Nothing outside the
 * workspace is read or written, also not through a link.
 */
public interface WorkspaceFiles {
    /** Content up to here is read and written. */
    int LARGEST = 2 * 1024 * 1024;

    /** The nine files an agent may have, present or not, then what is in {@code memory/}, newest name first; without their text. */
    List<Entry> list(Agent agent);

    /**
     * @param name {@code AGENTS.md} and the like, or {@code memory/NAME.md}
     * @return with its text; one that is missing when there is none
     * @throws dev.chela.api.fault.Permanent for any other name, and for a file that is too large or no text
     */
    Entry read(Agent agent, String name);

    /**
     * Replaces a file as a whole, or makes it.
     *
     * @param expected the hash of the text that it must have now, in hexadecimal; empty to write whatever it has
     * @throws dev.chela.api.fault.Permanent as for {@link #read}
     */
    Saved write(Agent agent, String name, String text, Optional<String> expected);

    /**
     * Adds lines to the end of a file, or makes it of them. What stands there stays as it is.
     *
     * @throws dev.chela.api.fault.Permanent as for {@link #read}, and when the file would become too large
     */
    Entry append(Agent agent, String name, String lines);

    /**
     * @param path relative, with slashes; empty for the workspace itself
     * @throws dev.chela.api.fault.Permanent when it is no directory of the workspace
     */
    List<Item> browse(Agent agent, String path);

    /** @throws dev.chela.api.fault.Permanent when it is no file of the workspace, or too large */
    Bytes bytes(Agent agent, String path);

    /** Whether a file of this name says only what it says in a new workspace. */
    boolean isTemplate(String name, byte[] content);

    /** What {@code IDENTITY.md} says: lines like {@code - Name: Molly}. */
    Agent.Identity identity(Agent agent);

    /**
     * @param path absolute
     * @param missing when true, there is neither size nor time nor text
     * @param usual false for a file that most agents do without
     */
    record Entry(
            String name, String path, boolean missing, boolean usual, long size, long updatedAt, Optional<String> text,
            Optional<String> hash) {}

    sealed interface Saved {
        record Written(Entry entry) implements Saved {}

        /** Somebody else has written since. @param hash what is there now; empty when nothing is */
        record Outdated(Optional<String> hash) implements Saved {}
    }

    /** @param path relative, with slashes */
    record Item(String path, String name, boolean directory, long size, long updatedAt) {}

    record Bytes(Item item, byte[] content) {}
}
