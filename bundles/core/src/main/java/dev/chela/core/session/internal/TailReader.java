package dev.chela.core.session.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a transcript from its end, so that the cost follows what is wanted, not what has piled up. */
final class TailReader {
    private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);
    private static final int CHUNK = 64 * 1024;

    private TailReader() {}

    /** The last entries, oldest first, back to and including the first one (from the end) that satisfies {@code stop}. */
    static List<Entry> read(Path file, Predicate<Entry> stop) {
        Deque<Entry> found = new ArrayDeque<>();
        visit(file, entry -> {
            found.addFirst(entry);
            return stop.test(entry);
        });
        return List.copyOf(found);
    }

    /** Shows the entries, newest first, until one satisfies {@code stop}. */
    static void visit(Path file, Predicate<Entry> stop) {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            readBackwards(in, stop);
        } catch (IOException e) {
            throw new Transient("transcript " + file + " could not be read: " + e.getMessage(), Duration.ZERO, e);
        }
    }

    private static void readBackwards(RandomAccessFile in, Predicate<Entry> stop) throws IOException {
        long end = in.length();
        byte[] rest = new byte[0];
        while (end > 0) {
            int size = (int) Math.min(CHUNK, end);
            byte[] chunk = new byte[size + rest.length];
            in.seek(end - size);
            in.readFully(chunk, 0, size);
            System.arraycopy(rest, 0, chunk, size, rest.length);
            end -= size;
            int keep = takeLines(chunk, stop, end == 0);
            if (keep < 0) {
                return;
            }
            rest = java.util.Arrays.copyOf(chunk, keep);
        }
    }

    /** @return how many bytes at the start of the chunk belong to a line that begins before it; -1 when {@code stop} was met */
    private static int takeLines(byte[] chunk, Predicate<Entry> stop, boolean first) {
        int end = chunk.length;
        for (int i = chunk.length - 1; i >= 0; i--) {
            if (chunk[i] == '\n') {
                if (take(chunk, i + 1, end, stop)) {
                    return -1;
                }
                end = i;
            }
        }
        if (first) {
            return take(chunk, 0, end, stop) ? -1 : 0;
        }
        return end;
    }

    private static boolean take(byte[] chunk, int from, int to, Predicate<Entry> stop) {
        if (to <= from) {
            return false;
        }
        return entry(new String(chunk, from, to - from, StandardCharsets.UTF_8)).filter(stop).isPresent();
    }

    /** What is no entry is passed over: the half of a line that is being appended right now, or what an editor left. */
    private static Optional<Entry> entry(String line) {
        try {
            return Json.read(line) instanceof ObjectNode body ? Optional.of(new Entry(body)) : Optional.empty();
        } catch (Permanent notJson) {
            LOG.debug("a line of a transcript is not JSON and was passed over: {}", notJson.getMessage());
            return Optional.empty();
        }
    }
}
