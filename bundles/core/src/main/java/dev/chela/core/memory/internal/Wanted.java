package dev.chela.core.memory.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.core.memory.internal.MemorySettings.Hybrid;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.memory.internal.Ranking.Scored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A query with everything that the configuration says where it does not. */
record Wanted(String text, Set<String> words, Within within, int most, double least, Hybrid how) {
    private static final int MOST_CANDIDATES = 200;
    private static final int MOST_HITS = 50;
    private static final int LONGEST_QUERY = 4_096;
    private static final int MOST_WORDS = 64;

    /** @throws Permanent when there is nothing to look for */
    static Wanted of(Query query, Within within, MemorySearch settings) {
        int most = Math.min(query.most() > 0 ? query.most() : settings.asked().maxResults(), MOST_HITS);
        double least = query.least() >= 0 ? query.least() : settings.asked().minScore();
        return new Wanted(query.text(), words(query.text()), within, most, least, settings.asked().hybrid());
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

    /** How many passages each way of searching brings. */
    int candidates() {
        return Math.min(most * how.candidateMultiplier(), MOST_CANDIDATES);
    }

    /** What is shown of what was found. */
    record Choice(Shelf shelf, Wanted wanted, LocalDate today) {
        /** @param lists of passages, each the best first; the first by words */
        List<Hit> hits(List<List<Long>> lists) {
            List<Scored> found = found(Ranking.fuse(lists));
            List<Scored> good = found.stream().filter(each -> each.score() >= wanted.least()).toList();
            // Rather something than nothing, as long as a word of the query stands there.
            List<Scored> kept = good.isEmpty() ? found.stream().filter(each -> lists.get(0).contains(each.passage().id())).toList() : good;
            return varied(kept).stream().map(this::hit).toList();
        }

        private List<Scored> found(Map<Long, Double> scores) {
            List<Scored> found = new ArrayList<>();
            shelf.passages(scores.keySet()).forEach((id, passage) -> found.add(new Scored(passage, scores.get(id))));
            return Ranking.sorted(found, each -> Ranking.named(Ranking.aged(each, wanted.how().temporalDecay(), today), wanted.text()));
        }

        private List<Scored> varied(List<Scored> found) {
            return wanted.how().mmr().enabled()
                    ? Ranking.varied(found, wanted.how().mmr().lambda(), wanted.most()) : found.stream().limit(wanted.most()).toList();
        }

        private Hit hit(Scored found) {
            Shelf.Passage passage = found.passage();
            return new Hit(passage.path(), passage.first(), passage.last(), Math.min(1, found.score()),
                    Snippet.of(passage.text(), wanted.words()),
                    passage.source().equals(Within.NOTES) ? Corpus.MEMORY : Corpus.SESSIONS);
        }
    }
}
