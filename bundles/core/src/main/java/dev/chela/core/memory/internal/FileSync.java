package dev.chela.core.memory.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.memory.internal.MemorySettings.Chunking;
import dev.chela.core.memory.internal.Places.Found;
import dev.chela.core.memory.internal.Shelf.Known;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the index up to date with the files, reading only those whose time or size changed. One thread at a time. */
final class FileSync {
    private static final Logger LOG = LoggerFactory.getLogger(FileSync.class);
    /** Two changes within the resolution of a file system's clock look like one. */
    private static final long FRESH = 2_000;

    private final Shelf shelf;
    private final Clock clock;
    private volatile Map<String, Refused> refused = Map.of();

    private record Refused(long modified, long size, String why) {}

    FileSync(Shelf shelf, Clock clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    void run(Places places, Chunking chunking, Cancellation cancellation) {
        Map<String, Known> known = shelf.notes();
        Set<String> gone = new HashSet<>(known.keySet());
        Map<String, Refused> unread = new HashMap<>();
        for (Found found : places.list()) {
            cancellation.check();
            Optional<String> why = take(found, known.get(found.name()), chunking);
            if (why.isEmpty()) {
                gone.remove(found.name());
            } else {
                unread.put(found.name(), new Refused(found.modified(), found.size(), why.get()));
            }
        }
        shelf.forget(gone);
        refused = Map.copyOf(unread);
    }

    boolean behind(Places places, Chunking chunking) {
        Map<String, Known> known = shelf.notes();
        List<Found> there = places.list();
        return there.stream().filter(found -> !isRefused(found)).anyMatch(found -> !seems(found, known.get(found.name()), chunking))
                || !there.stream().map(Found::name).toList().containsAll(known.keySet());
    }

    List<String> refused() {
        return refused.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue().why()).sorted().toList();
    }

    private boolean isRefused(Found found) {
        Refused before = refused.get(found.name());
        return before != null && before.modified() == found.modified() && before.size() == found.size();
    }

    static String cut(Chunking chunking) {
        return chunking.tokens() + "/" + chunking.overlap();
    }

    /** As {@link #unchanged}, but believes a file that was read within moments of its change, since it is not read here. */
    private static boolean seems(Found found, @Nullable Known known, Chunking chunking) {
        return unchanged(found, known, chunking)
                || known != null && known.modified() < 0 && known.size() == found.size() && known.cut().equals(cut(chunking));
    }

    private static boolean unchanged(Found found, @Nullable Known known, Chunking chunking) {
        return known != null && known.modified() == found.modified() && known.size() == found.size() && known.cut().equals(cut(chunking));
    }

    /** @return why it is not in the index; empty when it is */
    private Optional<String> take(Found found, @Nullable Known known, Chunking chunking) {
        if (unchanged(found, known, chunking)) {
            return Optional.empty();
        }
        try {
            String text = Places.text(found);
            put(found, known, chunking, text);
            return Optional.empty();
        } catch (NoSuchFileException meanwhile) {
            return Optional.of("it is gone");
        } catch (Permanent unfit) {
            return Optional.of(unfit.getMessage());
        } catch (IOException e) {
            LOG.debug("{} is not read into the memory index", found.file(), e);
            return Optional.of("it cannot be read: " + e);
        }
    }

    private void put(Found found, @Nullable Known known, Chunking chunking, String text) {
        boolean settled = clock.now().toEpochMilli() - found.modified() > FRESH;
        Known now = new Known(settled ? found.modified() : -1, found.size(), Hash.of(text), cut(chunking));
        if (known != null && known.hash().equals(now.hash()) && known.cut().equals(now.cut())) {
            shelf.touch(found.name(), now);
        } else {
            shelf.put(found.name(), now, Chunker.cut(text, chunking.tokens(), chunking.overlap()));
        }
    }
}
