package dev.chela.core.memory.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Passage;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.grant.Memory.Way;
import dev.chela.api.id.AgentId;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.memory.internal.Wanted.Choice;
import dev.chela.core.model.Embeddings;
import dev.chela.core.session.TranscriptFiles;
import dev.chela.core.store.IndexFile;
import dev.chela.core.task.CancelSource;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The memory of one agent, with its index open. Many may search; the index is brought up to date by one at a time. */
final class AgentMemory implements AutoCloseable {
    static final List<String> TABLES = Stream.concat(Shelf.TABLES.stream(), Vectors.TABLES.stream()).toList();
    /** How long a search waits for the embedding model before it goes by words alone. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IndexFile file;
    private final Shelf shelf;
    private final FileSync files;
    private final TalkSync talks;
    private final Meaning meaning;
    private final Clock clock;
    private final ReentrantLock syncing = new ReentrantLock();
    private final ReentrantLock embedding = new ReentrantLock();
    private volatile String trouble = "";
    private volatile @Nullable Complete complete;

    /** A state in which every passage had its vector. */
    private record Complete(long passages, long vectors, Within within) {}

    AgentMemory(AgentId agent, IndexFile file, TranscriptFiles transcripts, Embeddings embeddings, Clock clock) {
        this.file = file;
        this.shelf = new Shelf(file);
        this.files = new FileSync(shelf, clock);
        this.talks = new TalkSync(agent, shelf, transcripts, clock);
        this.meaning = new Meaning(embeddings, new Vectors(file));
        this.clock = clock;
    }

    /** Brings the passages up to date with the files. */
    void readFiles(Places places, MemorySearch settings, Cancellation cancellation) {
        syncing.lock();
        try {
            file.check();
            files.run(places, settings.cut(), cancellation);
        } finally {
            syncing.unlock();
        }
    }

    /** Brings the passages up to date with what was said, for some seconds at most: what is left is read the next time. */
    void readTalks(MemorySearch settings, Cancellation cancellation) {
        syncing.lock();
        try {
            file.check();
            talks.run(settings.cut(), cancellation);
        } finally {
            syncing.unlock();
        }
    }

    /** Every passage must be looked at for that, so it is only done after something has changed. */
    boolean lacksVectors(MemorySearch settings) {
        if (settings.embedder().isEmpty()) {
            return false;
        }
        Complete now = new Complete(shelf.version(), meaning.version(), embedded(settings));
        if (now.equals(complete)) {
            return false;
        }
        boolean lacks = meaning.isBehind(now.within());
        complete = lacks ? null : now;
        return lacks;
    }

    private static Within embedded(MemorySearch settings) {
        return Within.of(Corpus.ALL, settings, Optional.empty());
    }

    /** Brings the vectors up to date with the passages. What goes wrong is kept as the trouble. */
    void embed(MemorySearch settings, Cancellation cancellation) {
        if (settings.embedder().isEmpty()) {
            trouble = "";
            return;
        }
        embedding.lock();
        try {
            meaning.prune();
            meaning.fill(meaning.model(settings), embedded(settings), cancellation);
            trouble = "";
        } catch (Fault fault) {
            trouble = String.valueOf(fault.getMessage());
        } finally {
            embedding.unlock();
        }
    }

    /** Empties the index. */
    void clear() {
        syncing.lock();
        embedding.lock();
        try {
            shelf.clear();
            meaning.clear();
        } finally {
            embedding.unlock();
            syncing.unlock();
        }
    }

    /** Of what the index holds now. */
    Found search(Query query, Within within, MemorySearch settings, Cancellation cancellation) {
        Wanted wanted = Wanted.of(query, within, settings);
        List<List<Long>> lists = new ArrayList<>();
        lists.add(shelf.matching(wanted.words(), wanted.within(), wanted.candidates()));
        boolean hybrid = !settings.embedder().isEmpty() && near(wanted, settings, cancellation, lists);
        Choice choice = new Choice(shelf, wanted, LocalDate.ofInstant(clock.now(), ZoneId.systemDefault()));
        return new Found(choice.hits(lists), hybrid ? Way.WORDS_AND_MEANING : Way.WORDS, note(settings, hybrid) + (within.talks() && talks.unfinished() ? "; not all conversations are indexed yet" : ""));
    }

    /** @return whether the passages that are near in meaning could be had */
    private boolean near(Wanted wanted, MemorySearch settings, Cancellation cancellation, List<List<Long>> lists) {
        CancelSource late = new CancelSource();
        try (var bound = cancellation.onCancel(() -> late.cancel("it was cancelled"));
                var alarm = clock.after(PATIENCE, () -> late.cancel("the embedding model took too long"))) {
            lists.add(meaning.nearest(meaning.model(settings), wanted.text(), wanted.within(), wanted.candidates(), shelf.version(), late));
            return true;
        } catch (CancellationException ended) {
            cancellation.check();
            trouble = late.reason();
        } catch (Fault fault) {
            trouble = String.valueOf(fault.getMessage());
        }
        return false;
    }

    private String note(MemorySearch settings, boolean hybrid) {
        if (hybrid) {
            return "searched by words and by meaning";
        }
        return settings.embedder().isEmpty() ? "searched by words" : "searched by words only: " + trouble;
    }

    /** A part of a conversation; empty when none is known by this name, or it is not to be seen. */
    Optional<Passage> talk(String name, int from, int lines, Within within) {
        return shelf.source(name).filter(source -> !source.equals(Within.NOTES) && within.has(source)).map(source ->
                Excerpt.of(name, shelf.from(name, from, lines > 0 ? lines : Excerpt.USUAL_LINES), from, lines, shelf.lastLine(name)));
    }

    boolean behind(Places places, MemorySearch settings) {
        return files.behind(places, settings.cut()) || settings.has(MemorySettings.Source.SESSIONS) && talks.behind(settings.cut())
                || lacksVectors(settings);
    }

    int files() {
        return shelf.count("files");
    }

    int chunks() {
        return shelf.count("chunks");
    }

    int vectors() {
        return meaning.count();
    }

    List<String> refused() {
        return files.refused();
    }

    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        file.close();
    }
}
