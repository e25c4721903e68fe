package dev.chela.core.memory.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.memory.internal.Ranking.Scored;
import dev.chela.core.store.IndexFile;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The memory of one agent, with its index open. Many may search; the index is brought up to date by one at a time. */
final class AgentMemory implements AutoCloseable {
    private static final int MOST_CANDIDATES = 200;
    private static final int MOST_HITS = 50;
    private static final int LONGEST_QUERY = 4_096;
    private static final int MOST_WORDS = 64;

    private final IndexFile file;
    private final Shelf shelf;
    private final FileSync files;
    private final Clock clock;
    private final ReentrantLock syncing = new ReentrantLock();

    AgentMemory(IndexFile file, Clock clock) {
        this.file = file;
        this.shelf = new Shelf(file);
        this.files = new FileSync(shelf, clock);
        this.clock = clock;
    }

    /** Brings the index up to date. */
    void refresh(Places places, MemorySearch settings, Cancellation cancellation) {
        syncing.lock();
        try {
            file.check();
            files.run(places, settings.cut(), cancellation);
        } finally {
            syncing.unlock();
        }
    }

    /** Empties the index. */
    void clear() {
        syncing.lock();
        try {
            shelf.clear();
        } finally {
            syncing.unlock();
        }
    }

    /** Of what the index holds now. */
    Found search(Query query, MemorySearch settings) {
        Set<String> words = words(query.text());
        Set<String> sources = sources(query.corpus());
        int most = Math.min(query.most() > 0 ? query.most() : settings.asked().maxResults(), MOST_HITS);
        int candidates = Math.min(most * settings.asked().hybrid().candidateMultiplier(), MOST_CANDIDATES);
        List<Long> spoken = shelf.matching(words, sources, candidates);
        List<Scored> weighed = weighed(query, settings, Ranking.fuse(List.of(spoken)));
        List<Scored> good = weighed.stream().filter(found -> found.score() >= least(query, settings)).toList();
        return new Found(chosen(good.isEmpty() ? weighed : good, settings, most).stream().map(found -> hit(found, words)).toList(),
                "searched by words");
    }

    private static Set<String> words(String query) {
        if (query.length() > LONGEST_QUERY) {
            throw new Permanent("the query has " + query.length() + " characters; at most " + LONGEST_QUERY + " are searched for");
        }
        Set<String> all = Words.asked(query);
        boolean telling = !all.stream().allMatch(CommonWords::has);
        Set<String> words = new LinkedHashSet<>(
                all.stream().filter(word -> !telling || !CommonWords.has(word)).limit(MOST_WORDS).toList());
        if (words.isEmpty()) {
            throw new Permanent("the query \"" + query + "\" holds no word to look for");
        }
        return words;
    }

    private static Set<String> sources(Corpus corpus) {
        if (corpus == Corpus.SESSIONS) {
            throw new Permanent("conversations are not indexed; search the notes (corpus \"memory\")");
        }
        return Set.of(FileSync.SOURCE);
    }

    private static double least(Query query, MemorySearch settings) {
        return query.least() >= 0 ? query.least() : settings.asked().minScore();
    }

    private List<Scored> weighed(Query query, MemorySearch settings, Map<Long, Double> scores) {
        LocalDate today = LocalDate.ofInstant(clock.now(), ZoneId.systemDefault());
        List<Scored> found = new ArrayList<>();
        shelf.passages(scores.keySet()).forEach((id, passage) -> found.add(new Scored(passage, scores.get(id))));
        return Ranking.sorted(found, each ->
                Ranking.named(Ranking.aged(each, settings.asked().hybrid().temporalDecay(), today), query.text()));
    }

    private static List<Scored> chosen(List<Scored> found, MemorySearch settings, int most) {
        MemorySettings.Mmr mmr = settings.asked().hybrid().mmr();
        return mmr.enabled() ? Ranking.varied(found, mmr.lambda(), most) : found.stream().limit(most).toList();
    }

    private static Hit hit(Scored found, Set<String> words) {
        Shelf.Passage passage = found.passage();
        return new Hit(passage.path(), passage.first(), passage.last(), Math.min(1, found.score()), Snippet.of(passage.text(), words),
                passage.source().equals(FileSync.SOURCE) ? Corpus.MEMORY : Corpus.SESSIONS);
    }

    boolean behind(Places places, MemorySearch settings) {
        return files.behind(places, settings.cut());
    }

    /** By the names of {@link Shelf#TABLES}. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List.of("files", "chunks").forEach(table -> counts.put(table, shelf.count(table)));
        return counts;
    }

    List<String> refused() {
        return files.refused();
    }

    @Override
    public void close() {
        file.close();
    }
}
