package dev.chela.core.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A program of the house's own that is spoken to over its standard streams. It leads a group of its own, all of which ends with it, and
 * with the gateway in whatever way that ends.
 */
public interface Attendant {
    /** Where one speaks to it. Writing waits for who does not read. */
    OutputStream input();

    InputStream output();

    InputStream errors();

    long pid();

    /** Its exit code, when nothing of it is left; what is said here must not block. */
    CompletableFuture<Integer> ended();

    /** Closes its input, and ends it by force when it is still there after the patience. Waits for that. */
    void end(Duration patience);
}
