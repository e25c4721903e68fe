package dev.chela.core.memory.internal;

import dev.chela.core.memory.internal.MemorySettings.Decay;
import dev.chela.core.memory.internal.Shelf.Passage;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which passages come first. Several ways of finding are joined by reciprocal ranks (Cormack, Clarke and Büttcher 2009), since the scores
 * of words and of meaning do not compare; what repeats gives way by maximal marginal relevance (Carbonell and Goldstein 1998). Pure.
 */
final class Ranking {
    /** The constant of the 2009 paper: how little a place at the top counts against being found in every way. */
    private static final double K = 60;
    /** What is left of a note's score however old it is: what a person once wrote down stays findable. */
    private static final double OLDEST = 0.8;
    private static final Pattern DATED = Pattern.compile("(?:^|/)memory/(\\d{4}-\\d{2}-\\d{2})[^/]*$");

    private Ranking() {}

    record Scored(Passage passage, double score) {
        Scored times(double factor) {
            return new Scored(passage, score * factor);
        }
    }

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparingDouble(Scored::score).reversed().thenComparing(scored -> scored.passage().id());

    /** @param lists the best first; 1 is the score of what leads them all */
    static Map<Long, Double> fuse(List<List<Long>> lists) {
        Map<Long, Double> scores = new HashMap<>();
        for (List<Long> list : lists) {
            for (int rank = 0; rank < list.size(); rank++) {
                scores.merge(list.get(rank), (K + 1) / (K + 1 + rank) / lists.size(), Double::sum);
            }
        }
        return scores;
    }

    static List<Scored> sorted(List<Scored> found, UnaryOperator<Scored> weighed) {
        return found.stream().map(weighed).sorted(BEST_FIRST).toList();
    }

    /** A note that carries a date in its name counts a little less the older it is. */
    static Scored aged(Scored found, Decay decay, LocalDate today) {
        Matcher dated = DATED.matcher(found.passage().path());
        if (!decay.enabled() || !dated.find()) {
            return found;
        }
        try {
            long days = Math.max(0, ChronoUnit.DAYS.between(LocalDate.parse(dated.group(1)), today));
            return found.times(OLDEST + (1 - OLDEST) * Math.pow(0.5, (double) days / decay.halfLifeDays()));
        } catch (DateTimeException noDate) {
            return found; // 2026-02-31 is a name like any other.
        }
    }

    /** Who asks for a file by its name wants that file before all others, whose scores end at 1. */
    static Scored named(Scored found, String query) {
        String path = found.passage().path().toLowerCase(Locale.ROOT);
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean exact = path.equals(wanted) || name.equals(wanted) || name.replaceFirst("\\.[^.]+$", "").equals(wanted);
        return exact ? new Scored(found.passage(), 1 + found.score()) : found;
    }

    /** The best that do not say the same, in the order of their scores. @param lambda 1 for the best whatever they repeat */
    static List<Scored> varied(List<Scored> sorted, double lambda, int most) {
        List<Scored> left = new ArrayList<>(sorted);
        List<Scored> chosen = new ArrayList<>();
        Map<Long, Set<String>> words = new HashMap<>();
        sorted.forEach(each -> words.put(each.passage().id(), Words.asked(each.passage().text())));
        Map<Long, Double> nearest = new HashMap<>();
        while (!left.isEmpty() && chosen.size() < most) {
            Scored next = left.stream().max(Comparator.comparingDouble(each ->
                    lambda * each.score() - (1 - lambda) * nearest.getOrDefault(each.passage().id(), 0.0))).orElseThrow();
            left.remove(next);
            chosen.add(next);
            Set<String> said = words.get(next.passage().id());
            left.forEach(each -> nearest.merge(each.passage().id(), alike(said, words.get(each.passage().id())), Math::max));
        }
        return chosen.stream().sorted(BEST_FIRST).toList();
    }

    /** The share of words that both have. */
    private static double alike(Set<String> one, Set<String> other) {
        Set<String> shorter = one.size() < other.size() ? one : other;
        Set<String> longer = shorter == one ? other : one;
        int both = 0;
        for (String word : shorter) {
            both += longer.contains(word) ? 1 : 0;
        }
        int all = one.size() + other.size() - both;
        return all == 0 ? 0 : (double) both / all;
    }
}
