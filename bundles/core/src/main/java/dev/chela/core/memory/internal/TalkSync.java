package dev.chela.core.memory.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.memory.internal.MemorySettings.Chunking;
import dev.chela.core.memory.internal.Shelf.Known;
import dev.chela.core.session.TranscriptFiles;
import dev.chela.core.session.TranscriptFiles.Beginning;
import dev.chela.core.session.TranscriptFiles.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the index up to date with the transcripts, reading only what was added to them. One thread at a time. */
final class TalkSync {
    /** Who searches waits no longer than this for what was never read before. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int BATCH = 200;

    private final AgentId agent;
    private final Shelf shelf;
    private final TranscriptFiles transcripts;
    private final Clock clock;
    private volatile boolean unfinished;

    TalkSync(AgentId agent, Shelf shelf, TranscriptFiles transcripts, Clock clock) {
        this.agent = agent;
        this.shelf = shelf;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    void run(Chunking chunking, Cancellation cancellation) {
        Instant until = clock.now().plus(LONGEST);
        Map<String, Known> known = shelf.talks();
        Set<String> gone = new HashSet<>(known.keySet());
        boolean all = true;
        for (Kept kept : transcripts.list(agent)) {
            cancellation.check();
            gone.remove(kept.name());
            Known before = known.get(kept.name());
            if (!unchanged(kept, before, chunking)) {
                all &= new Taking(kept, chunking, until, cancellation).run(before);
            }
        }
        shelf.forget(gone);
        unfinished = !all;
    }

    boolean behind(Chunking chunking) {
        Map<String, Known> known = shelf.talks();
        return transcripts.list(agent).stream().anyMatch(kept -> !unchanged(kept, known.get(kept.name()), chunking));
    }

    /** Whether the last run left something for the next. */
    boolean unfinished() {
        return unfinished;
    }

    private static boolean unchanged(Kept kept, @Nullable Known known, Chunking chunking) {
        return known != null && known.size() == kept.bytes() && known.cut().equals(FileSync.cut(chunking));
    }

    /** One transcript. */
    private final class Taking {
        private final Kept kept;
        private final Chunking chunking;
        private final Instant until;
        private final Cancellation cancellation;

        Taking(Kept kept, Chunking chunking, Instant until, Cancellation cancellation) {
            this.kept = kept;
            this.chunking = chunking;
            this.until = until;
            this.cancellation = cancellation;
        }

        /** @return whether all of it was read */
        boolean run(@Nullable Known before) {
            Optional<Beginning> beginning = transcripts.beginning(kept).filter(begun -> begun.session().agent().equals(agent));
            if (clock.now().isAfter(until)) {
                return false;
            }
            beginning.ifPresentOrElse(begun -> read(begun, before), () -> shelf.forget(Set.of(kept.name())));
            return !clock.now().isAfter(until);
        }

        private void read(Beginning begun, @Nullable Known before) {
            boolean same = before != null && before.hash().equals(begun.id()) && before.cut().equals(FileSync.cut(chunking))
                    && before.modified() <= kept.bytes();
            if (before != null && !same) {
                shelf.forget(Set.of(kept.name()));
            }
            int number = same ? before.closed() : 0;
            TalkChunks chunks = new TalkChunks(chunking, same ? before.modified() : 0, number);
            shelf.extend(kept.name(), begun.session().value(), known(begun, chunks, -1), number, List.of());
            transcripts.read(kept, chunks.closedEnd(), (entry, end) -> {
                cancellation.check();
                chunks.add(entry, end);
                if (chunks.pending() >= BATCH) {
                    put(begun, chunks, -1, chunks.takeClosed());
                }
                return !clock.now().isAfter(until);
            });
            boolean whole = !clock.now().isAfter(until);
            List<Chunk> rest = new ArrayList<>(chunks.takeClosed());
            rest.addAll(chunks.rest());
            put(begun, chunks, whole ? kept.bytes() : -1, rest);
        }

        private void put(Beginning begun, TalkChunks chunks, long size, List<Chunk> more) {
            shelf.extend(kept.name(), begun.session().value(), known(begun, chunks, size), Integer.MAX_VALUE, more);
        }

        private Known known(Beginning begun, TalkChunks chunks, long size) {
            return new Known(chunks.closedEnd(), size, begun.id(), FileSync.cut(chunking), chunks.closedNumber());
        }
    }
}
