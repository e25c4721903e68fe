package dev.chela.core.store;

import java.nio.file.Path;
import java.util.List;

/**
 * Databases beside the ledger that hold nothing of their own: each can be deleted at any time and is made again from what it was made
 * of. Nothing is opened before it is asked for.
 */
public interface IndexFiles {
    /**
     * Opens the file, or makes it. One of another form, of a newer version of the driver, or damaged is thrown away and begins empty.
     *
     * @param form names the tables and what stands in them; change it with either
     * @param tables the statements that make an empty one
     * @throws dev.chela.api.fault.Transient when the disk does not let it be opened
     */
    IndexFile open(Path file, String form, List<String> tables);
}
