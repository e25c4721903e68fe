package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everybody who writes while the gateway stops and starts, round by round, and what is certain whatever happened in between. */
final class Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NOTICE = "An earlier answer may not have reached you.";

    private final List<Writer> all;
    /** What it is that is in doubt, and the channel and why. */
    private final Map<String, String> inDoubt = new TreeMap<>();
    private int gaps;
    private int unrepeated;

    Crowd(List<Writer> all) {
        this.all = all;
    }

    /** What is in doubt on which channel, and what was lost where nothing is brought again. */
    String figures() {
        Map<String, Long> byChannel = new TreeMap<>(inDoubt.values().stream().collect(Collectors.groupingBy(why -> why.split(":")[0], Collectors.counting())));
        return inDoubt.size() + " answers in doubt " + byChannel + ", " + gaps + " of " + unrepeated + " messages lost on IRC while nobody was there";
    }

    void write(int round, Random order) {
        List<Writer> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, order);
        shuffled.forEach(one -> one.write(round));
    }

    /** After the gateway has started again: nobody waits in vain who need not, and whoever was not heard says something else. */
    void settle(Wire wire, int round) {
        greet(round);
        Until.holds(PATIENCE, () -> "an answer to " + unanswered(round) + ", or a doubt about it", () -> {
            inDoubt.putAll(doubts(wire));
            return unanswered(round).isEmpty();
        });
        awaitGreeted(wire, round);
    }

    /** @return what has no answer, although it was to have one, and about which there is no doubt */
    List<String> unanswered(int round) {
        return all.stream().filter(Writer::repeatable).filter(one -> one.answers(round) == 0).map(one -> one.word(round))
                .filter(word -> !inDoubt.containsKey(word)).toList();
    }

    private static Map<String, String> doubts(Wire wire) {
        JsonNode deliveries = wire.call("deliveries.list", "{\"limit\":1000}").path("deliveries");
        return Stream.iterate(0, i -> i < deliveries.size(), i -> i + 1).map(deliveries::get)
                .filter(one -> one.path("state").asText().equals("in-doubt"))
                .collect(Collectors.toMap(one -> one.path("text").asText(), one -> one.path("channel").asText() + ": " + one.path("error").asText(), (one, other) -> other));
    }

    /** Where nothing is brought again, somebody has to be there before the next round. */
    private void greet(int round) {
        all.stream().filter(one -> !one.repeatable()).forEach(one -> one.says().accept("echo back" + one.word(round)));
    }

    private void awaitGreeted(Wire wire, int round) {
        List<Writer> others = all.stream().filter(one -> !one.repeatable()).toList();
        Until.holds(PATIENCE, () -> "everybody is greeted", () -> others.stream().allMatch(one -> one.texts().get().contains("back" + one.word(round))));
        inDoubt.putAll(doubts(wire));
        unrepeated += others.size();
        gaps += (int) others.stream().filter(one -> one.answers(round) == 0 && !inDoubt.containsKey(one.word(round))).count();
    }

    /** One more round, in which nothing happens. */
    void writeInPeace(int round) {
        all.forEach(one -> one.write(round));
        Until.holds(PATIENCE, () -> "everybody is answered", () -> all.stream().allMatch(one -> one.answers(round) > 0));
    }

    void check(Wire wire, int first, int last) {
        inDoubt.putAll(doubts(wire));
        all.forEach(one -> check(one, first, last));
    }

    private void check(Writer one, int first, int last) {
        List<String> texts = one.texts().get();
        for (int round = first; round <= last; round++) {
            String word = one.word(round);
            long answers = texts.stream().filter(word::equals).count();
            boolean least = one.repeatable() && !inDoubt.containsKey(word);
            assertThat(answers).as("answers to %s; in doubt are %s", word, inDoubt).isBetween(least ? 1L : 0L, 1L);
        }
        boolean doubted = IntStream.rangeClosed(first, last).mapToObj(one::word).anyMatch(word -> inDoubt.containsKey(word) || inDoubt.containsKey("back" + word));
        assertThat(texts.contains(NOTICE)).as("%s was told that an answer may be missing; in doubt are %s", one.name(), inDoubt).isEqualTo(doubted);
    }
}
