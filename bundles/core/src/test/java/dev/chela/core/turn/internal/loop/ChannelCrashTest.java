package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.CrashAt;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Arrived;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.data.message.AiMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A turn that came over a channel and leaves in three parts, stopped at every boundary of every commit, on a platform of each class.
 * What a person sees is what counts: each part once; or, where the platform cannot tell, at most once, and shown to be in doubt.
 */
class ChannelCrashTest {
    private static final String FIRST = "The first part of it.";
    private static final String SECOND = "The second part of it.";
    private static final String THIRD = "The third part of it.";
    private static final Map<String, Object> CHANNELS = Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice")));

    @TempDir
    private Path directory;

    private static House open(Path root, CommitListener listener, Wire wire) {
        CountDownLatch open = new CountDownLatch(1);
        AiMessage answer = AiMessage.from(FIRST + "\n\n" + SECOND + "\n\n" + THIRD);
        House house = new House(root, listener, intake -> new ScriptedModel(open, seen -> answer),
                intake -> new Workbench(Workbench.world(), () -> { }), open::countDown, CHANNELS);
        house.plug(LoopbackChannel.on(wire, 25));
        return house;
    }

    private static Wire wire(Memory memory) {
        Wire wire = new Wire(memory);
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        return wire;
    }

    private static boolean finished(House house) {
        long ended = house.ledger.read("SELECT count(*) AS n FROM outbox WHERE state IN ('sent', 'in_doubt')",
                row -> row.number("n")).get(0);
        return ended == 3 && house.outbox.open(9).isEmpty() && house.intake.open().isEmpty();
    }

    private static int boundaries(Path root, Memory memory) {
        CrashAt never = new CrashAt(Integer.MAX_VALUE);
        Wire wire = wire(memory);
        try (House house = open(root, never, wire)) {
            house.until("three parts sent", () -> finished(house));
            assertThat(wire.texts()).containsExactly(FIRST, SECOND, THIRD);
        }
        return never.passed();
    }

    @TestFactory
    List<DynamicTest> sends_each_part_once_or_shows_the_doubt_wherever_it_stops() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Memory memory : Memory.values()) {
            int count = boundaries(Files.createDirectory(directory.resolve("count-" + memory)), memory);
            assertThat(count).as("boundaries of the scripted turn").isGreaterThan(30);
            for (int boundary = 0; boundary < count; boundary++) {
                int at = boundary;
                tests.add(DynamicTest.dynamicTest(memory + ", boundary " + at, () -> stopsAndGoesOn(memory, at)));
            }
        }
        return tests;
    }

    private void stopsAndGoesOn(Memory memory, int boundary) throws Exception {
        Path root = Files.createDirectory(directory.resolve(memory + "-at-" + boundary));
        Wire wire = wire(memory);
        CrashAt crash = new CrashAt(boundary);
        House stopped = open(root, crash, wire);
        assertThat(crash.awaitDeath(60, TimeUnit.SECONDS)).as("the stop was reached").isTrue();
        stopped.abandon();
        try (House house = open(root, CommitListener.NONE, wire)) {
            house.until("every part at its end after " + crash.names(), () -> finished(house));
            verify(memory, wire, house.outbox.undelivered(9));
        }
    }

    private static void verify(Memory memory, Wire wire, List<Held> doubts) {
        assertThat(wire.arrived()).extracting(Arrived::text).doesNotHaveDuplicates();
        assertThat(wire.arrived()).extracting(Arrived::chat).containsOnly("alice");
        if (memory != Memory.NONE || doubts.isEmpty()) {
            assertThat(wire.texts()).containsExactly(FIRST, SECOND, THIRD);
            assertThat(doubts).isEmpty();
            return;
        }
        assertThat(doubts).as("one stop leaves one doubt").hasSize(1);
        List<String> surely = new ArrayList<>(List.of(FIRST, SECOND, THIRD));
        surely.remove(text(doubts.get(0)));
        assertThat(wire.texts()).containsSubsequence(surely);
    }

    private static String text(Held held) {
        return ((dev.chela.api.channel.Outbound.Post) held.parcel().out()).text().text();
    }
}
