package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Transcript;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.itests.powercut.Cut;
import dev.chela.itests.powercut.Machine;
import dev.chela.testkit.model.FakeModel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * As {@link ChannelKillIT}, but that with the process what it had not made certain goes: the files are rebuilt from a record of what was
 * written and synced. Every third time the power fails again, while the gateway is about to recover.
 */
@EnabledIf("present")
class PowerCutIT {
    private static final int TIMES = Integer.getInteger("chela.power.cuts", 5);
    /** To repeat what failed, or to share many cuts out. */
    private static final int FIRST_SEED = Integer.getInteger("chela.kills.first", 1);
    private static final int STEPS_OF_A_ROUND = 37;
    /** Between the moment when the ledger opens its database and the one when the gateway listens. */
    private static final int RECOVERS = (int) Duration.ofMillis(500).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static boolean present() {
        return Platforms.present() && Machine.present();
    }

    /** The first start of all makes the archive of classes, which takes very long when every call is recorded. */
    @BeforeAll
    static void start() {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(model.v1())) {
            gateway.kill();
        }
    }

    @Test
    void nothing_that_was_written_stays_unanswered_and_nothing_is_answered_twice_however_often_the_power_is_cut() {
        long began = System.nanoTime();
        Machine machine = Machine.honest();
        try (FakeModel model = FakeModel.start(); Platforms platforms = new Platforms()) {
            Crowd crowd = new Crowd(platforms.all());
            try (Gateway gateway = Gateway.start(Gateway.endless(platforms.settings(model)), Jdk.ofTheBuild(), machine::boots)) {
                try (Wire wire = gateway.connect()) {
                    platforms.awaitOpen(wire);
                }
                int last = FIRST_SEED + TIMES;
                for (int seed = FIRST_SEED; seed < last; seed++) {
                    try {
                        round(gateway, machine, crowd, seed, () -> model.requests().size() + platforms.messages());
                    } catch (AssertionError | RuntimeException failed) {
                        throw new AssertionError("seed " + seed + ": " + failed.getMessage() + "; the gateway said " + gateway.log().sinceBoot(), failed);
                    }
                    model.forget();
                }
                crowd.writeInPeace(last);
                try (Wire wire = gateway.connect()) {
                    crowd.check(wire, FIRST_SEED, last);
                }
                assertThat(Transcript.all(gateway.home())).as("whole transcripts").isNotEmpty();
            }
            System.out.printf("power from seed %d on: %s; %s, in %d s%n", FIRST_SEED, machine.figures(), crowd.figures(),
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
        }
    }

    private static void round(Gateway gateway, Machine machine, Crowd crowd, int seed, Supplier<Integer> steps) {
        Random random = new Random(seed);
        int target = steps.get() + random.nextInt(STEPS_OF_A_ROUND);
        crowd.write(seed, random);
        Until.holds(PATIENCE, () -> "step " + target + " in round " + seed + "; there were " + steps.get(), () -> steps.get() >= target);
        LockSupport.parkNanos(random.nextInt(3_000_000));
        gateway.kill();
        machine.comesBackAfter(Cut.of(seed));
        if (seed % 3 == 0) {
            gateway.startAndKill(() -> Files.exists(gateway.home().resolve("state/chela.db-shm")), random.nextInt(RECOVERS));
            machine.comesBackAfter(Cut.of(~seed));
        }
        gateway.start();
        try (Wire wire = gateway.connect()) {
            crowd.settle(wire, seed);
        }
    }
}
