package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.State;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.CrashAt;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A run, and two messages that were collected meanwhile, stopped at every boundary of every commit, and opened again. */
class CollectCrashTest {
    @TempDir
    private Path directory;

    private static AiMessage script(List<ChatMessage> seen) {
        boolean acted = seen.stream().anyMatch(ToolExecutionResultMessage.class::isInstance);
        return acted ? AiMessage.from("Done.")
                : AiMessage.from("I act.", List.of(ToolExecutionRequest.builder().id("x").name("act").arguments("{}").build()));
    }

    private static House open(Path root, CommitListener listener, Map<String, Integer> world) {
        CountDownLatch open = new CountDownLatch(1);
        return new House(root, listener, intake -> new ScriptedModel(open, CollectCrashTest::script),
                intake -> new Workbench(world, () -> List.of("b", "c").forEach(id -> intake.submit(collected(id)))), open::countDown);
    }

    private static Input collected(String id) {
        return new Input(id, "chat", "", id, new Said(House.MAIN, "message " + id, List.of(), "",
                new Manner(Queue.COLLECT, Optional.empty())), "", 2);
    }

    @TestFactory
    List<DynamicTest> each_message_is_answered_once_wherever_it_stops() {
        CrashAt never = new CrashAt(Integer.MAX_VALUE);
        try (House house = open(directory.resolve("count"), never, Workbench.world())) {
            house.intake.submit(House.said("a", "go", 1));
            List.of("a", "b", "c").forEach(id -> assertThat(house.ended(id)).map(end -> end.state()).hasValue(State.OK));
            assertThat(house.ended("c")).map(end -> end.run().value()).hasValue("b");
        }
        assertThat(never.passed()).isGreaterThan(15);
        List<DynamicTest> tests = new ArrayList<>();
        for (int boundary = 0; boundary < never.passed(); boundary++) {
            int at = boundary;
            tests.add(DynamicTest.dynamicTest("boundary " + at, () -> stopsAndGoesOn(at)));
        }
        return tests;
    }

    private void stopsAndGoesOn(int boundary) throws Exception {
        Path root = directory.resolve("at-" + boundary);
        Map<String, Integer> world = Workbench.world();
        crash(root, world, new CrashAt(boundary));
        try (House house = open(root, CommitListener.NONE, world)) {
            house.intake.submit(House.said("a", "go", 1));
            assertThat(house.ended("a")).isPresent(); // By then its tool has said the two others, in this life or in that one.
            List<String> accepted = List.of("a", "b", "c").stream().filter(id -> house.intake.find(id).isPresent()).toList();
            accepted.forEach(id -> assertThat(house.ended(id)).as(id).map(end -> end.state()).hasValue(State.OK));
            List<String> said = house.transcripts.messages(house.sessions.open(House.MAIN)).stream().map(Entry::id).toList();
            assertThat(said).doesNotHaveDuplicates().containsAll(accepted.stream().map(id -> id + ":u").toList());
            assertThat(world.getOrDefault("x", 0)).isLessThanOrEqualTo(1);
            assertThat(house.intake.open()).isEmpty();
        }
    }

    private static void crash(Path root, Map<String, Integer> world, CrashAt crash) throws InterruptedException {
        House house = open(root, crash, world);
        try {
            house.intake.submit(House.said("a", "go", 1));
        } catch (CrashAt.Stopped stopped) {
            assertThat(crash.isDead()).isTrue();
        }
        assertThat(crash.awaitDeath(60, TimeUnit.SECONDS)).as("the stop was reached").isTrue();
        house.abandon();
    }
}
