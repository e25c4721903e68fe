package dev.chela.itests.channels;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * {@code kill -9} while twenty people write over Telegram, Discord, Slack, email and IRC at once, at points that a seed chooses: after so
 * many requests to the model and messages of the assistant, and a little later, so around accepting, claiming and sending.
 */
@EnabledIf("dev.chela.itests.channels.Platforms#present")
class ChannelKillIT {
    private static final int TIMES = Integer.getInteger("chela.channel.kills", 25);
    /** To repeat what failed, or to share many kills out. */
    private static final int FIRST_SEED = Integer.getInteger("chela.kills.first", 1);
    private static final int STEPS_OF_A_ROUND = 37;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Long> startMillis = new ArrayList<>();
    private final List<Long> settleMillis = new ArrayList<>();

    @Test
    void nothing_that_was_written_stays_unanswered_and_nothing_is_answered_twice_however_often_the_gateway_is_killed() {
        long began = System.nanoTime();
        try (FakeModel model = FakeModel.start(); Platforms platforms = new Platforms()) {
            Crowd crowd = new Crowd(platforms.all());
            try (Gateway gateway = Gateway.start(Gateway.endless(platforms.settings(model)), Jdk.ofTheBuild())) {
                try (Wire wire = gateway.connect()) {
                    platforms.awaitOpen(wire);
                }
                for (int seed = FIRST_SEED; seed < FIRST_SEED + TIMES; seed++) {
                    round(gateway, crowd, seed, () -> model.requests().size() + platforms.messages());
                    model.forget();
                }
                int last = FIRST_SEED + TIMES;
                crowd.writeInPeace(last);
                try (Wire wire = gateway.connect()) {
                    crowd.check(wire, FIRST_SEED, last);
                }
            }
            System.out.printf("%d kills from seed %d on: %s, in %d s; a start takes %d ms, until all is answered %d more%n", TIMES, FIRST_SEED, crowd.figures(),
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(), median(startMillis), median(settleMillis));
        }
    }

    private void round(Gateway gateway, Crowd crowd, int seed, Supplier<Integer> steps) {
        Random random = new Random(seed);
        int before = steps.get();
        int target = before + random.nextInt(STEPS_OF_A_ROUND);
        crowd.write(seed, random);
        Until.holds(PATIENCE, () -> "step " + (target - before) + " of round " + seed + "; there were " + (steps.get() - before),
                () -> steps.get() >= target);
        LockSupport.parkNanos(random.nextInt(3_000_000));
        gateway.kill();
        long killed = System.nanoTime();
        gateway.start();
        long started = System.nanoTime();
        try (Wire wire = gateway.connect()) {
            crowd.settle(wire, seed);
        }
        startMillis.add((started - killed) / 1_000_000);
        settleMillis.add((System.nanoTime() - started) / 1_000_000);
    }

    private static long median(List<Long> of) {
        return of.stream().sorted().toList().get(of.size() / 2);
    }
}
