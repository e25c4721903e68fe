package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * {@code kill -9} while twenty people write over Telegram, Discord and IRC at once, at points that a seed chooses: after so many requests
 * to the model and messages of the assistant, and a little later, so around accepting, claiming and sending.
 */
@EnabledIf("dev.chela.itests.channels.Platforms#present")
class ChannelKillIT {
    private static final int TIMES = Integer.getInteger("chela.channel.kills", 10);
    /** To repeat what failed, or to share many kills out. */
    private static final int FIRST_SEED = Integer.getInteger("chela.kills.first", 1);
    private static final int STEPS_OF_A_ROUND = 36;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NOTICE = "An earlier answer may not have reached you.";

    private final Set<String> inDoubt = new HashSet<>();
    private int gaps;

    @Test
    void nothing_that_was_written_stays_unanswered_and_nothing_is_answered_twice_however_often_the_gateway_is_killed() {
        long began = System.nanoTime();
        try (FakeModel model = FakeModel.start(); Platforms platforms = new Platforms()) {
            List<Writer> all = platforms.all();
            try (Gateway gateway = Gateway.start(platforms.settings(model), Jdk.ofTheBuild())) {
                for (int seed = FIRST_SEED; seed < FIRST_SEED + TIMES; seed++) {
                    round(gateway, all, seed, () -> model.requests().size() + platforms.messages());
                    model.forget();
                }
                int last = FIRST_SEED + TIMES;
                all.forEach(one -> one.write(last));
                Until.holds(PATIENCE, () -> "everybody is answered", () -> all.stream().allMatch(one -> one.answers(last) > 0));
                try (Wire wire = gateway.connect()) {
                    inDoubt.addAll(doubts(wire));
                }
                all.forEach(one -> checkAll(one, last));
            }
        }
        System.out.printf("%d kills from seed %d on: %d answers in doubt, %d of %d messages lost on IRC while nobody was there, in %d s%n", TIMES,
                FIRST_SEED, inDoubt.size(), gaps, 4 * TIMES, Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private void round(Gateway gateway, List<Writer> all, int seed, Supplier<Integer> steps) {
        Random random = new Random(seed);
        int before = steps.get();
        int target = before + random.nextInt(STEPS_OF_A_ROUND);
        List<Writer> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        order.forEach(one -> one.write(seed));
        Until.holds(PATIENCE, () -> "step " + (target - before) + " of round " + seed + "; there were " + (steps.get() - before),
                () -> steps.get() >= target);
        LockSupport.parkNanos(random.nextInt(3_000_000));
        gateway.kill();
        gateway.start();
        try (Wire wire = gateway.connect()) {
            Until.holds(PATIENCE, () -> "an answer to " + unanswered(all, seed) + ", or a doubt about it", () -> {
                inDoubt.addAll(doubts(wire));
                return unanswered(all, seed).isEmpty();
            });
            greet(wire, all, seed);
        }
    }

    private List<String> unanswered(List<Writer> all, int seed) {
        return all.stream().filter(Writer::repeatable).filter(one -> one.answers(seed) == 0).map(one -> one.word(seed))
                .filter(word -> !inDoubt.contains(word)).toList();
    }

    private static Set<String> doubts(Wire wire) {
        JsonNode deliveries = wire.call("deliveries.list", "{\"limit\":1000}").path("deliveries");
        return Stream.iterate(0, i -> i < deliveries.size(), i -> i + 1).map(deliveries::get)
                .filter(one -> one.path("state").asText().equals("in-doubt")).map(one -> one.path("text").asText()).collect(Collectors.toSet());
    }

    /** Where nothing is brought again, somebody has to be there before the next round. */
    private void greet(Wire wire, List<Writer> all, int seed) {
        List<Writer> others = all.stream().filter(one -> !one.repeatable()).toList();
        others.forEach(one -> one.says().accept("echo back" + one.word(seed)));
        Until.holds(PATIENCE, () -> "everybody is greeted", () -> others.stream().allMatch(one -> one.texts().get().contains("back" + one.word(seed))));
        inDoubt.addAll(doubts(wire));
        gaps += (int) others.stream().filter(one -> one.answers(seed) == 0 && !inDoubt.contains(one.word(seed))).count();
    }

    private void checkAll(Writer one, int last) {
        List<String> texts = one.texts().get();
        for (int seed = FIRST_SEED; seed <= last; seed++) {
            String word = one.word(seed);
            long answers = texts.stream().filter(word::equals).count();
            boolean least = one.repeatable() && !inDoubt.contains(word);
            assertThat(answers).as("answers to %s; in doubt are %s", word, inDoubt).isBetween(least ? 1L : 0L, 1L);
        }
        boolean doubted = IntStream.rangeClosed(FIRST_SEED, last).mapToObj(one::word)
                .anyMatch(word -> inDoubt.contains(word) || inDoubt.contains("back" + word));
        assertThat(texts.contains(NOTICE)).as("%s was told that an answer may be missing; in doubt are %s", one.name(), inDoubt).isEqualTo(doubted);
    }
}
